import { afterAll, beforeAll, expect, test } from 'vitest';
import { newToken } from '../../../src/services/access/client-tokens.js';
import { INITIALIZE, modernRequest, type ServedHttp, servedHttp } from '../../support/served-http.js';
import { as, servedTo, tokenOf } from './clients-host.js';
import { shop } from './shop.js';

let served: ServedHttp;

beforeAll(async () => {
  served = await servedTo([{ name: 'team-a' }, { name: 'team-b' }]);
});

afterAll(() => served.close());

const LIST = modernRequest('tools/list');
const refused = async (headers: Record<string, string>) => {
  const reply = await served.post(LIST.body, { ...LIST.headers, ...headers });
  const challenge = reply.headers.get('www-authenticate');
  return { status: reply.status, challenge, body: (await reply.json()) as { code: string; message: string } };
};

test('without a token nobody gets in, in either era', async () => {
  const { status, challenge, body } = await refused({});
  const older = await served.post(INITIALIZE);

  expect(status).toBe(401);
  expect(challenge).toBe('Bearer realm="openai-mcp-host"');
  expect(body.code).toBe('TOKEN_MISSING');
  expect(older.status).toBe(401);
});

test.each([
  ['a token of nobody', () => `Bearer ${newToken()}`],
  [
    'a token with one character changed',
    () => `Bearer ${tokenOf('team-a').replace(/^omh_./, (start) => (start === 'omh_a' ? 'omh_b' : 'omh_a'))}`,
  ],
  [
    'the hash of a token',
    () => 'Bearer sha256:6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b',
  ],
  ['a password', () => `Basic ${Buffer.from(`team-a:${tokenOf('team-a')}`).toString('base64')}`],
  ['a token with more behind it', () => `Bearer ${tokenOf('team-a')}${'a'.repeat(4000)}`],
  ['two tokens in one', () => `Bearer ${tokenOf('team-a')}, Bearer ${tokenOf('team-b')}`],
  ['a name of all objects', () => 'Bearer __proto__'],
])('%s is refused with 401, and not repeated', async (_, authorization) => {
  const given = authorization();

  const { status, challenge, body } = await refused({ authorization: given });

  expect(status).toBe(401);
  expect(challenge).toMatch(/^Bearer realm=/);
  expect(JSON.stringify(body)).not.toContain(given.slice(-20));
});

test('a session is nobody else’s, whatever its id', async () => {
  const opened = await served.post(INITIALIZE, as('team-a'));
  const session = { 'mcp-session-id': opened.headers.get('mcp-session-id')! };
  const list = { jsonrpc: '2.0', id: 2, method: 'tools/list' };

  const own = await served.post(list, { ...as('team-a'), ...session });
  const foreign = await served.post(list, { ...as('team-b'), ...session });

  expect(own.status).toBe(200);
  expect(foreign.status).toBe(404);
});

test('several tokens hold side by side, and each ends on its day', async () => {
  const { hashOfToken } = await import('../../../src/services/access/client-tokens.js');
  const [old, current, next] = [newToken(), newToken(), newToken()];
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const tokens = [
    { hash: hashOfToken(old), expires: day(-1) },
    { hash: hashOfToken(current), expires: day(0) },
    { hash: hashOfToken(next) },
  ];
  await using host = await servedHttp({
    plugins: [shop],
    config: { server: { clients: [{ name: 'team-a', tokens }] } },
  });
  const statusWith = async (token: string) =>
    (await host.post(LIST.body, { ...LIST.headers, authorization: `Bearer ${token}` })).status;

  expect(await statusWith(old)).toBe(401);
  expect(await statusWith(current)).toBe(200);
  expect(await statusWith(next)).toBe(200);
});

test.each([
  ['X-MCP-Tools', ''],
  ['X-MCP-Tools', 'add-ware,,list-wares'],
  ['X-MCP-Tools', 'add-*'],
  ['X-MCP-Tools', 'add-ware; list-wares'],
  ['X-MCP-Exclude-Tools', 'x'.repeat(200)],
  ['X-MCP-Readonly', 'yes'],
  ['X-MCP-Readonly', 'false, true'],
])('%s: %s makes no sense, and is answered with 400', async (name, value) => {
  const { status, body } = await refused({ ...as('team-a'), [name]: value });

  expect(status).toBe(400);
  expect(body.code).toBe('HEADER_MALFORMED');
});

test('a header that comes twice narrows twice', async () => {
  const { request } = await import('node:http');
  const raw = await new Promise<string>((resolve, reject) => {
    const { port, pathname } = new URL(served.url);
    const asked = request(
      {
        ...{ host: '127.0.0.1', port, path: pathname, method: 'POST' },
        headers: {
          ...{ 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
          ...{
            ...LIST.headers,
            ...as('team-a'),
            'x-mcp-tools': ['add-ware, list-wares', 'add-ware, drop-wares'],
          },
        },
      },
      async (reply) => {
        let text = '';
        for await (const chunk of reply) text += chunk;
        resolve(text);
      },
    );
    asked.once('error', reject).end(JSON.stringify(LIST.body));
  });

  expect(raw).toContain('"name":"add-ware"');
  expect(raw).not.toContain('"name":"list-wares"');
  expect(raw).not.toContain('"name":"drop-wares"');
});
