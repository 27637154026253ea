import pg from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { HttpSection } from '../../../src/config/sections/http-section.js';
import type { Access } from '../../../src/contracts/access.js';
import type { Credentials } from '../../../src/contracts/authenticate.js';
import { type FreshStorage, freshStorage } from '../../support/fresh-storage.js';
import { INITIALIZE, type ServedHttp, servedHttp } from '../../support/served-http.js';
import { fixture } from '../../support/served-process.js';

let fresh: FreshStorage;
let servers: ServedHttp[];

beforeEach(async () => {
  fresh = await freshStorage('postgres');
  servers = [];
  // PostgreSQL takes its time to start on a busy machine.
}, 60_000);
afterEach(async () => {
  for (const server of servers) await server.close();
  await fresh.drop();
});

/** Who it is, says a header of the request. */
const authenticate = ({ headers }: Credentials): Access => ({
  name: String(headers['x-team']),
  admits: () => true,
  admitsModel: () => true,
  admitsOffers: () => true,
  hasModelList: false,
  isOperator: false,
  record: { name: String(headers['x-team']) },
});
const urlOf = () => (fresh.place as { url: string }).url;
const start = async (http: Partial<HttpSection> = {}): Promise<ServedHttp> => {
  const server = await servedHttp({
    plugins: [fixture('weather')],
    env: { OPENAI_MCP_DATABASE_URL: urlOf() },
    face: { authenticate },
    http,
  });
  servers.push(server);
  await vi.waitFor(async () => expect((await fetch(`${server.origin}/readyz`)).status).toBe(200), 5000);
  return server;
};
const begin = async (server: ServedHttp, team: string): Promise<string> => {
  const begun = await server.post(INITIALIZE, { 'x-team': team });
  await begun.text();
  return begun.headers.get('mcp-session-id')!;
};
let asked = 1;
const ask = async (server: ServedHttp, session: string, team: string, method = 'tools/list') => {
  const headers = { 'x-team': team, 'mcp-session-id': session };
  const answer = await server.post({ jsonrpc: '2.0', id: ++asked, method, params: {} }, headers);
  await answer.text();
  return answer.status;
};

test('a session is not there for another client, at whichever server it tries', async () => {
  const [desk, lamp] = [await start(), await start()];
  const session = await begin(desk, 'red');

  const stolen = [await ask(lamp, session, 'blue'), await ask(desk, session, 'blue')];
  const own = await ask(lamp, session, 'red');
  const again = await ask(lamp, session, 'blue');

  expect(stolen).toEqual([404, 404]);
  expect(own).toBe(200);
  expect(again).toBe(404);
});

test('another client cannot end a session, nor answer for it', async () => {
  const [desk, lamp] = [await start(), await start()];
  const session = await begin(desk, 'red');
  const headers = { 'x-team': 'blue', 'mcp-session-id': session };

  const ended = await fetch(lamp.url, { method: 'DELETE', headers });
  const answered = await lamp.post(
    { jsonrpc: '2.0', id: `${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}/0`, result: {} },
    headers,
  );

  expect([ended.status, answered.status]).toEqual([404, 404]);
  expect(await ask(desk, session, 'red')).toBe(200);
});

test('a session that made room for another one is still known', async () => {
  const desk = await start({ maxSessions: 1 });
  const first = await begin(desk, 'red');
  const second = await begin(desk, 'red');

  const statuses = [await ask(desk, first, 'red'), await ask(desk, second, 'red')];

  expect(statuses).toEqual([200, 200]);
});

test('one that nobody has used for long is known nowhere, and leaves no row', async () => {
  const [desk, lamp] = [await start({ sessionIdleMinutes: 0.01 }), await start({ sessionIdleMinutes: 0.01 })];
  const session = await begin(desk, 'red');

  await new Promise((idle) => setTimeout(idle, 1500));

  expect([await ask(lamp, session, 'red'), await ask(desk, session, 'red')]).toEqual([404, 404]);
  const database = new pg.Client(urlOf());
  await database.connect();
  const { rows } = await database.query('SELECT id FROM client_session');
  await database.end();
  expect(rows).toEqual([]);
});

test('many requests at once whose session a server does not know yet are all answered', async () => {
  const [desk, lamp] = [await start(), await start()];
  const session = await begin(desk, 'red');

  const statuses = await Promise.all(Array.from({ length: 20 }, () => ask(lamp, session, 'red')));

  expect(new Set(statuses)).toEqual(new Set([200]));
});

test('ids that are none are not found, and break nothing', async () => {
  const desk = await start();

  const statuses = [];
  for (const id of ["' OR 1=1 --", 'x'.repeat(2000), '%00', '../../etc'])
    statuses.push(await ask(desk, id, 'red'));

  expect(statuses).toEqual([404, 404, 404, 404]);
});
