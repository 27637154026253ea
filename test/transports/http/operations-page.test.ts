import { answers } from 'openai-mcp-host/testing';
import { expect, test, vi } from 'vitest';
import type { AuditPage, OperationsData, SpendToday } from '../../../src/contracts/operations-data.js';
import { as, servedTo, tokenOf } from '../../services/access/clients-host.js';
import { heldTool } from '../../support/held-tool.js';
import { type ServedHttp, servedHttp } from '../../support/served-http.js';

const ADMIN = { server: { admin: { enabled: true } }, audit: { enabled: true } };
const DATA = ['/admin/data', '/admin/audit'];
const SHELL = ['/admin', '/admin/page.js', '/admin/page.css'];
const ASK = { name: 'ask-model', arguments: {} };

const get = (served: ServedHttp, path: string, headers: Record<string, string> = {}) =>
  fetch(served.origin + path, { headers });
const dataOf = async (served: ServedHttp, headers: Record<string, string> = {}) =>
  (await (await get(served, '/admin/data', headers)).json()) as OperationsData;
const search = async (served: ServedHttp, query: string) =>
  (await (await get(served, `/admin/audit?${query}`)).json()) as AuditPage;

test('there is no operations page unless the config turns it on', async () => {
  await using served = await servedHttp();

  const statuses = await Promise.all(
    [...SHELL, ...DATA].map(async (path) => (await get(served, path)).status),
  );

  expect(new Set(statuses)).toEqual(new Set([404]));
});

test('only operators get its data, and the page without it is the same for everybody', async () => {
  await using served = await servedTo([{ name: 'team-a' }, { name: 'operations', operator: true }], {
    config: ADMIN,
  });
  const statusesOf = (headers?: Record<string, string>) =>
    Promise.all(DATA.map(async (path) => (await get(served, path, headers)).status));

  const [anonymous, stranger, client, operator] = await Promise.all([
    statusesOf(),
    statusesOf({ authorization: 'Bearer nobody' }),
    statusesOf(as('team-a')),
    statusesOf(as('operations')),
  ]);
  const shells = await Promise.all(SHELL.map(async (path) => (await get(served, path)).text()));

  expect([anonymous, stranger, client, operator]).toEqual([
    [401, 401],
    [401, 401],
    [403, 403],
    [200, 200],
  ]);
  expect(Buffer.byteLength(shells.join(''))).toBeLessThan(40_960);
  for (const shell of shells) {
    expect(shell).not.toContain('team-a');
    expect(shell).not.toContain(tokenOf('operations'));
  }
});

test('where everybody beyond this machine may come without a name, nobody gets its data', async () => {
  await using served = await servedHttp({ config: ADMIN, http: { host: '0.0.0.0', allowAnonymous: true } });

  const [shell, data] = [await get(served, '/admin'), await get(served, '/admin/data')];

  expect([shell.status, data.status]).toEqual([200, 403]);
});

test('a browser runs nothing in it but its own script, keeps no data, and other pages can not frame it', async () => {
  await using served = await servedHttp({ config: ADMIN });

  const [shell, data] = [await get(served, '/admin'), await get(served, '/admin/data')];
  const post = await fetch(`${served.origin}/admin/data`, { method: 'POST' });

  const policy = shell.headers.get('content-security-policy')?.split('; ');
  expect(policy).toEqual(
    expect.arrayContaining([
      ...["default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'"],
      "frame-ancestors 'none'",
    ]),
  );
  expect(await shell.text()).not.toMatch(/<script>|<style|\son\w+=/);
  expect(data.headers.get('cache-control')).toBe('no-store');
  expect(data.headers.get('x-content-type-options')).toBe('nosniff');
  expect(post.status).toBe(405);
});

test('what calls have cost is told right after them: by client, tool and model, and of the budgets', async () => {
  await using served = await servedTo(
    [{ name: 'team-a', budget: { perDay: 5 } }, { name: 'team-b' }, OPERATOR],
    {
      config: { ...ADMIN, budget: { perDay: 20 } },
    },
  );
  served.host.openai.always('/responses', answers.text('Hello.'));
  for (const team of ['team-a', 'team-a', 'team-b'])
    await (await served.client('modern', { headers: as(team) })).callTool(ASK);

  const { spend, budgets, hasAudit, host } = await dataOf(served, as('operations'));

  const { byClient, byTool, byModel, total } = spend as SpendToday;
  expect(total.requests).toBe(3);
  expect(byClient.map(({ name, requests }) => [name, requests])).toEqual([
    ['team-a', 2],
    ['team-b', 1],
  ]);
  expect(byTool.map(({ name }) => name)).toEqual(['ask-model']);
  expect(byModel).toHaveLength(1);
  expect(byClient[0]!.costUsd + byClient[1]!.costUsd).toBeCloseTo(total.costUsd, 12);
  expect(total.costUsd).toBeGreaterThan(0);
  expect(budgets).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ on: 'all', limitUsd: 20, spentUsd: total.costUsd }),
      expect.objectContaining({ on: 'client team-a', limitUsd: 5, spentUsd: byClient[0]!.costUsd }),
    ]),
  );
  expect(hasAudit).toBe(true);
  expect(host.plugins.find(({ name }) => name === 'shop')?.state).toBe('running');
  expect(host.plugins.find(({ name }) => name === 'diary')?.state).toBe('idle');
});

const OPERATOR = { name: 'operations', operator: true };

test('calls are there while they run, and are gone when they have ended', async () => {
  const held = heldTool();
  await using served = await servedHttp({ plugins: [held.plugin], config: ADMIN });
  const client = await served.client('modern');
  const before = Date.now();

  const call = client.callTool({ name: 'hold', arguments: {} });
  await vi.waitFor(() => expect(held.begun).toBe(1));
  const during = await dataOf(served);
  held.release();
  await call;
  const after = await dataOf(served);

  expect(during.host.calls).toEqual([
    expect.objectContaining({ tool: 'hold', plugin: 'held', client: 'test' }),
  ]);
  expect(Date.parse(during.host.calls[0]!.since)).toBeGreaterThanOrEqual(before);
  expect(after.host.calls).toEqual([]);
  expect(after.errors).toMatchObject({ calls: 1, failed: 0, codes: [] });
});

test('failed calls are counted by their codes, and found in the audit record by them', async () => {
  await using served = await servedHttp({ plugins: [heldTool().plugin], config: ADMIN });
  const client = await served.client('modern');
  for (let call = 0; call < 2; call++) await client.callTool({ name: 'say', arguments: { letters: 'many' } });
  await client.callTool({ name: 'say', arguments: { letters: 2 } });

  const { errors } = await dataOf(served);

  expect(errors).toMatchObject({ calls: 3, failed: 2 });
  expect(errors.codes).toEqual([
    expect.objectContaining({ code: 'INPUT_INVALID', count: 2, lastTool: 'say' }),
  ]);
  await vi.waitFor(async () => {
    const { records } = await search(served, 'code=input_inv&tool=SAY&client=test');
    expect(records.map(({ code, kind }) => [code, kind])).toEqual([
      ['INPUT_INVALID', 'call'],
      ['INPUT_INVALID', 'call'],
    ]);
  });
  expect((await search(served, 'client=somebody')).records).toEqual([]);
  expect((await search(served, `since=${new Date(Date.now() + 60_000).toISOString()}`)).records).toEqual([]);
});

test('a search gives the newest records first, fifty at a time, each of them once', async () => {
  await using served = await servedHttp({ plugins: [heldTool().plugin], config: ADMIN });
  const client = await served.client('modern');
  for (let call = 0; call < 60; call++) await client.callTool({ name: 'say', arguments: { letters: 1 } });
  await vi.waitFor(async () => {
    const seen = await search(served, 'before=61');
    expect(seen.records[0]?.seq).toBe(60);
  });

  const first = await search(served, 'tool=say');
  const second = await search(served, `tool=say&before=${first.before}`);

  const places = [...first.records, ...second.records].map(({ seq }) => seq);
  expect(first.records).toHaveLength(50);
  expect(places).toEqual(Array.from({ length: 60 }, (_, index) => 60 - index));
  expect(second.before).toBeNull();
});

test('a search that makes no sense is refused in words', async () => {
  await using served = await servedHttp({ config: ADMIN });

  const answered = await Promise.all(
    ['since=yesterday', 'before=-1', 'before=1e99'].map((query) => get(served, `/admin/audit?${query}`)),
  );

  expect(answered.map(({ status }) => status)).toEqual([400, 400, 400]);
  expect(await answered[0]!.json()).toMatchObject({ code: 'AUDIT_QUERY_INVALID' });
});

test('a search of a record that is switched off says so', async () => {
  await using served = await servedHttp({ config: { ...ADMIN, audit: { enabled: false } } });

  const answer = await get(served, '/admin/audit');

  expect(answer.status).toBe(404);
  expect(await answer.json()).toMatchObject({ code: 'AUDIT_DISABLED' });
  expect((await dataOf(served)).hasAudit).toBe(false);
});

test('what keeps a config out is told', async () => {
  await using served = await servedHttp({ config: ADMIN });
  served.host.host.refuse([{ code: 'CONFIG_INVALID', message: 'It has a key too many.' }]);

  const { host } = await dataOf(served);

  expect(host.refusedConfig).toEqual([{ code: 'CONFIG_INVALID', message: 'It has a key too many.' }]);
});
