import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { servedTo, tokenOf } from '../../services/access/clients-host.js';
import { inspect } from '../../support/inspect.js';
import type { ServedHttp } from '../../support/served-http.js';

let served: ServedHttp;
let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'openai-mcp-host-inspector-'));
  served = await servedTo([{ name: 'readers', readOnly: true }]);
});

afterAll(async () => {
  await served.close();
  await rm(home, { recursive: true, force: true });
});

const ask = (token: string, ...args: string[]) =>
  inspect(home, served.url, '--transport', 'http', ...args, '--header', `Authorization: Bearer ${token}`);

describe.each(['legacy', 'modern'])('the MCP Inspector of the era %s, over HTTP', (era) => {
  test('lists and calls what its token admits', async () => {
    const token = tokenOf('readers');
    const asked = ['--protocol-era', era];

    const listed = await ask(token, ...asked, '--method', 'tools/list');
    const called = await ask(token, ...asked, '--method', 'tools/call', '--tool-name', 'list-wares');

    expect([listed.code, called.code]).toEqual([0, 0]);
    expect(listed.result.tools.map(({ name }: { name: string }) => name)).toEqual([
      'list-wares',
      'read-diary',
    ]);
    expect(called.result.structuredContent).toEqual({ said: 'for readers' });
  });

  test('says by its exit code that a wrong token is one', async () => {
    const { code, stderr } = await ask('wrong', '--protocol-era', era, '--method', 'tools/list');

    expect([code, JSON.parse(stderr).error.code]).toEqual([3, 'auth_required']);
  });
});
