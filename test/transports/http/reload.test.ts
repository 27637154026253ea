import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type HttpProcess, httpProcess, JSON_HEADERS } from '../../support/http-process.js';
import { modernRequest } from '../../support/served-http.js';
import { fixture } from '../../support/served-process.js';

let server: HttpProcess;
afterEach(() => server.stop());

const ask = async (method: string, params: Record<string, unknown> = {}): Promise<string> => {
  const { body, headers } = modernRequest(method, params);
  const init = { method: 'POST', headers: { ...JSON_HEADERS, ...headers }, body: JSON.stringify(body) };
  return (await fetch(server.url, init)).text();
};

test('a changed config is served over HTTP from the next request on, at the address of before', async () => {
  const plugins = { patient: { from: fixture('patient.ts') } };
  server = await httpProcess({ config: { plugins } });
  const before = await ask('tools/list');

  await writeFile(
    join(server.folder, 'mcp.config.json'),
    JSON.stringify({ plugins: { ...plugins, usage: false }, server: { http: { path: '/other' } } }),
  );
  await expect.poll(() => ask('tools/list'), { timeout: 10_000 }).not.toContain('usage-report');
  const after = await ask('tools/list');

  expect(before).toContain('usage-report');
  expect(after).toContain('work-on-the-line');
  await expect.poll(() => server.stderr()).toContain('server.http.path: changed in the config');
});
