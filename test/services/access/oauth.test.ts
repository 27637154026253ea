import { OAuth2Server } from 'oauth2-mock-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { modernRequest, type ServedHttp, servedHttp } from '../../support/served-http.js';
import { shop } from './shop.js';

const AUDIENCE = 'https://tools.example.com/mcp';
const LIST = modernRequest('tools/list');
const issuer = new OAuth2Server();
let served: ServedHttp;

const oauth = () => ({
  issuer: issuer.issuer.url!,
  jwksUrl: `${issuer.issuer.url}/jwks`,
  audience: AUDIENCE,
  scopes: {
    'mcp:read': { readOnly: true },
    'mcp:add': { tools: { only: ['add-ware'] } },
  },
});

beforeAll(async () => {
  await issuer.issuer.keys.generate('RS256');
  await issuer.start(0, '127.0.0.1');
  served = await servedHttp({ plugins: [shop], config: { server: { oauth: oauth() } } });
});

afterAll(async () => {
  await served.close();
  await issuer.stop().catch(() => undefined);
});

/** A token as the issuer makes them, but for these claims. */
const tokenWith = (claims: Record<string, unknown> = {}, from = issuer): Promise<string> =>
  from.issuer.buildToken({
    scopesOrTransform: (_, payload) => {
      Object.assign(payload, { sub: 'alice', aud: AUDIENCE, scope: 'openid mcp:read', ...claims });
      for (const [name, value] of Object.entries(claims)) if (value === undefined) delete payload[name];
    },
  });
const list = async (token: string, at = served) => {
  const reply = await at.post(LIST.body, { ...LIST.headers, authorization: `Bearer ${token}` });
  const body = (await reply.json()) as {
    code?: string;
    message?: string;
    result?: { tools: { name: string }[] };
  };
  return {
    status: reply.status,
    challenge: reply.headers.get('www-authenticate') ?? '',
    why: body.message,
    code: body.code,
    tools: body.result?.tools.map(({ name }) => name),
  };
};
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;

test('a token gives what its scopes give, together', async () => {
  const one = await list(await tokenWith());
  const two = await list(await tokenWith({ scope: 'mcp:read mcp:add' }));

  expect(one.tools).toEqual(['list-wares']);
  expect(two.tools).toEqual(['add-ware', 'list-wares']);
});

test('its client is known by a name that no client of the config can have', async () => {
  const token = await tokenWith();
  const client = await served.client('modern', { headers: { authorization: `Bearer ${token}` } });

  const { structuredContent } = await client.callTool({ name: 'list-wares', arguments: {} });

  expect(structuredContent).toEqual({ said: 'for oauth:alice' });
});

test.each([
  ['that has expired', { exp: inSeconds(-120) }, 'it has expired'],
  ['that never expires', { exp: undefined }, 'its exp is missing'],
  ['for another service', { aud: 'https://other.example.com/mcp' }, 'it is for another service'],
  ['of another issuer', { iss: 'https://login.example.com' }, 'it is of another issuer'],
  ['that does not hold yet', { nbf: inSeconds(600) }, 'it does not hold yet'],
  ['of no one', { sub: undefined }, 'its sub is missing'],
  ['of a name with a line in it', { sub: 'alice\nlocal' }, 'its sub is no name that can be kept'],
])('a token %s is refused', async (_, claims, why) => {
  const { status, challenge, why: told } = await list(await tokenWith(claims));

  expect(status).toBe(401);
  expect(challenge).toContain('error="invalid_token"');
  expect(told).toContain(why);
});

test('clocks may differ a little', async () => {
  const { status } = await list(await tokenWith({ exp: inSeconds(-10) }));

  expect(status).toBe(200);
});

test('a token that somebody else has signed, or nobody, is refused', async () => {
  const stranger = new OAuth2Server();
  await stranger.issuer.keys.generate('RS256');
  stranger.issuer.url = issuer.issuer.url;
  const forged = await tokenWith({}, stranger);
  const payload = (await tokenWith()).split('.')[1];
  const none = Buffer.from('{"alg":"none"}').toString('base64url');

  expect(await list(forged)).toMatchObject({ status: 401, code: 'TOKEN_INVALID' });
  expect(await list(`${none}.${payload}.`)).toMatchObject({ status: 401, code: 'TOKEN_INVALID' });
  expect(await list('no.jwt.atall')).toMatchObject({ status: 401, code: 'TOKEN_INVALID' });
});

test('a token without a scope that gives anything is told which would', async () => {
  const { status, challenge, code } = await list(await tokenWith({ scope: 'openid profile' }));

  expect(status).toBe(403);
  expect(code).toBe('SCOPE_INSUFFICIENT');
  expect(challenge).toContain('error="insufficient_scope", scope="mcp:read mcp:add"');
});

test('whoever has no token learns where to get one', async () => {
  const reply = await served.post(LIST.body, LIST.headers);
  const [, url = ''] = /resource_metadata="([^"]+)"/.exec(reply.headers.get('www-authenticate') ?? '') ?? [];
  const metadata = await (await fetch(url)).json();

  expect(reply.status).toBe(401);
  expect(new URL(url).pathname).toBe('/.well-known/oauth-protected-resource/mcp');
  expect(metadata).toMatchObject({
    resource: served.url,
    authorization_servers: [issuer.issuer.url],
    scopes_supported: ['mcp:read', 'mcp:add'],
    bearer_methods_supported: ['header'],
  });
});

test('the keys are found by the issuer’s metadata, and while they are not there the answer is 503', async () => {
  const late = new OAuth2Server();
  await late.issuer.keys.generate('RS256');
  await late.start(0, '127.0.0.1');
  const { jwksUrl: _, ...section } = { ...oauth(), issuer: late.issuer.url! };
  const { port } = late.address();
  const token = await tokenWith({}, late);
  await late.stop();
  await using host = await servedHttp({ plugins: [shop], config: { server: { oauth: section } } });

  const away = await list(token, host);
  late.issuer.url = undefined;
  await late.start(port, '127.0.0.1');
  const back = await list(token, host);
  await late.stop();

  expect(away).toMatchObject({ status: 503, code: 'TOKEN_ISSUER_UNREACHABLE' });
  expect(back).toMatchObject({ status: 200, tools: ['list-wares'] });
});
