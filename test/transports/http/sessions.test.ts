import { expect, test, vi } from 'vitest';
import type { Access } from '../../../src/contracts/access.js';
import { AccessRefusal, type Authenticate } from '../../../src/contracts/authenticate.js';
import { heldTool } from '../../support/held-tool.js';
import { INITIALIZE, type ServedHttp, servedHttp } from '../../support/served-http.js';
import { fixture } from '../../support/served-process.js';

const access = (name: string): Access => ({
  ...{ name, isOperator: false },
  admits: () => true,
  admitsModel: () => true,
});

/** Two teams, each with its name as its token. */
const byName: Authenticate = ({ headers: { authorization } }) => {
  const [, name] = /^Bearer (ants|bees)$/.exec(authorization ?? '') ?? [];
  if (name !== undefined) return access(name);
  const challenge = { 'www-authenticate': 'Bearer realm="tools"' };
  return new AccessRefusal(401, { code: 'TOKEN_WRONG', message: 'This token is not known.' }, challenge);
};

const LIST = { jsonrpc: '2.0', id: 2, method: 'tools/list' };

async function begin(served: ServedHttp, headers: Record<string, string> = {}): Promise<string> {
  const response = await served.post(INITIALIZE, headers);
  await response.text();
  return response.headers.get('mcp-session-id')!;
}

const statusOf = async (served: ServedHttp, id: string, headers: Record<string, string> = {}) => {
  const response = await served.post(LIST, { 'mcp-session-id': id, ...headers });
  await response.text();
  return response.status;
};

test('a session lasts until its client ends it', async () => {
  await using served = await servedHttp({ plugins: [fixture('weather')] });
  const id = await begin(served);

  const before = await statusOf(served, id);
  const ended = await fetch(served.url, { method: 'DELETE', headers: { 'mcp-session-id': id } });
  const after = await statusOf(served, id);

  expect([before, ended.status, after]).toEqual([200, 200, 404]);
});

test('without a session, an older client is told to begin one', async () => {
  await using served = await servedHttp({ plugins: [fixture('weather')] });

  const none = await served.post(LIST);
  const unknown = await statusOf(served, 'made-up');

  expect([none.status, unknown]).toEqual([400, 404]);
});

test('a session belongs to whoever opened it, and to others does not exist', async () => {
  await using served = await servedHttp({ plugins: [fixture('weather')], face: { authenticate: byName } });
  const ants = { authorization: 'Bearer ants' };
  const bees = { authorization: 'Bearer bees' };
  const id = await begin(served, ants);

  const theirs = await statusOf(served, id, bees);
  const ended = await fetch(served.url, { method: 'DELETE', headers: { ...bees, 'mcp-session-id': id } });
  const unnamed = await served.post(LIST, { 'mcp-session-id': id });
  const own = await statusOf(served, id, ants);

  expect([theirs, ended.status, unnamed.status, own]).toEqual([404, 404, 401, 200]);
  expect(unnamed.headers.get('www-authenticate')).toBe('Bearer realm="tools"');
  expect(await unnamed.json()).toEqual({ code: 'TOKEN_WRONG', message: 'This token is not known.' });
});

test('one that is idle for too long ends', async () => {
  await using served = await servedHttp({
    ...{ plugins: [fixture('weather')], http: { sessionIdleMinutes: 0.01 } },
  });
  const id = await begin(served);

  await vi.waitFor(async () => expect(served.sessions()).toBe(0), { timeout: 5000 });

  expect(await statusOf(served, id)).toBe(404);
});

test('one whose client listens, or waits for a call, is not idle', async () => {
  const held = heldTool();
  await using served = await servedHttp({ plugins: [held.plugin], http: { sessionIdleMinutes: 0.01 } });
  const client = await served.client('legacy');
  const calling = client.callTool({ name: 'hold', arguments: {} });
  await begin(served);
  await vi.waitFor(() => expect(served.sessions()).toBe(1), { timeout: 5000 });

  held.release();
  const result = await calling;

  expect(result.structuredContent).toEqual({ said: 'released' });
});

test('beyond the limit the session that is idle for the longest makes room', async () => {
  await using served = await servedHttp({ plugins: [fixture('weather')], http: { maxSessions: 3 } });
  const first = await begin(served);
  const second = await begin(served);
  await begin(served);
  await statusOf(served, first);

  await begin(served);

  expect(await statusOf(served, second)).toBe(404);
  expect(await statusOf(served, first)).toBe(200);
  expect(served.sessions()).toBe(3);
});

test('where all sessions are in use, a new one is refused until one ends', async () => {
  await using served = await servedHttp({ plugins: [fixture('weather')], http: { maxSessions: 2 } });
  const listen = async () => {
    const id = await begin(served);
    const headers = { accept: 'text/event-stream', 'mcp-session-id': id };
    return { id, stream: await fetch(served.url, { headers }) };
  };
  await listen();
  const { id } = await listen();

  const refused = await served.post(INITIALIZE);
  await fetch(served.url, { method: 'DELETE', headers: { 'mcp-session-id': id } });
  const taken = await served.post(INITIALIZE);

  expect([refused.status, refused.headers.get('retry-after'), taken.status]).toEqual([503, '10', 200]);
});

test('a handshake that comes to nothing leaves no session', async () => {
  await using served = await servedHttp({ plugins: [fixture('weather')] });

  const { status } = await served.post(INITIALIZE, { accept: 'text/plain' });

  expect(status).toBe(406);
  expect(served.sessions()).toBe(0);
});
