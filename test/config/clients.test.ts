import { expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load-config.js';
import { type Fault, FaultError } from '../../src/contracts/fault.js';
import { hashOfToken, newToken } from '../../src/services/access/client-tokens.js';

const faultsOf = (server: object, env: Record<string, string> = {}): Promise<readonly Fault[]> =>
  loadConfig({ document: { server }, env, cwd: process.cwd() }).then(
    () => [],
    (error: unknown) => (error instanceof FaultError ? error.faults : Promise.reject(error)),
  );
const tokens = () => [{ hash: hashOfToken(newToken()) }];

test.each(['local', 'Local', 'l0cal', 'LOCAL_', 'anonymous', 'unkn0wn'])(
  'no client is called %s, which stands for others',
  async (name) => {
    const [fault] = await faultsOf({ clients: [{ name, tokens: tokens() }] });

    expect(fault).toMatchObject({ code: 'CONFIG_INVALID', where: 'server.clients[0].name' });
  },
);

test('every fault is told at once, with its place', async () => {
  const [token] = tokens();
  const faults = await faultsOf({
    clients: [
      { name: 'team-a', tokens: [token] },
      { name: 'team_A', tokens: [token] },
      { name: 'bad name', tokens: [{ hash: 'sha256:none' }] },
      { name: 'late', tokens: [{ ...tokens()[0], expires: '2027-02-41' }], operater: true },
    ],
    oauth: { issuer: 'http://login.example.com' },
    http: { allowAnonymous: true },
  });

  expect(faults.map(({ where }) => where).sort()).toEqual([
    'server.clients[1].name',
    'server.clients[1].tokens[0].hash',
    'server.clients[2].name',
    'server.clients[2].tokens[0].hash',
    'server.clients[3].operater',
    'server.clients[3].tokens[0].expires',
    'server.http.allowAnonymous',
    'server.oauth',
    'server.oauth.issuer',
    'server.oauth.scopes',
  ]);
});

test('a token or a key in plain text is refused, and not repeated', async () => {
  const token = newToken();
  const key = 'sk-team-a-0123456789abcdef0123';

  const faults = await faultsOf({ clients: [{ name: 'team-a', tokens: [{ hash: token }], apiKey: key }] });

  expect(faults.map(({ code, where }) => [code, where])).toEqual([
    ['CONFIG_SECRET_INLINE', 'server.clients[0].tokens[0].hash'],
    ['CONFIG_SECRET_INLINE', 'server.clients[0].apiKey'],
  ]);
  expect(JSON.stringify(faults)).not.toContain(token.slice(4));
  expect(JSON.stringify(faults)).not.toContain(key.slice(3));
});

test('keys of clients are kept out of the config, and each one’s budget limits it', async () => {
  const document = {
    server: {
      clients: [{ name: 'team-a', tokens: tokens(), apiKey: `$\{env:TEAM_A}`, budget: { perDay: 2 } }],
    },
  };

  const { config, clientKeys } = await loadConfig({ document, env: { TEAM_A: 'sk-team-a' }, cwd: '/' });

  expect(JSON.stringify(config)).not.toContain('sk-team-a');
  expect(clientKeys?.get('team-a')).toBe('sk-team-a');
  expect(config.budget.limits).toMatchObject([{ scope: 'client', match: 'team-a', window: 'day', usd: 2 }]);
});
