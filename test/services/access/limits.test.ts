import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answers } from 'openai-mcp-host/testing';
import { expect, test, vi } from 'vitest';
import type { FaultError } from '../../../src/contracts/fault.js';
import { startFakeOpenAI } from '../../../src/testing/fake-openai.js';
import { as, servedTo } from './clients-host.js';

interface Failed {
  isError?: boolean;
  _meta?: Record<string, { code?: string; retryAfterSeconds?: number; budget?: { limit: string } }>;
}

const errorOf = (answer: unknown) => (answer as Failed)._meta?.['openai-mcp-host/error'];
const WARES = { name: 'list-wares', arguments: {} };
const ASK = { name: 'ask-model', arguments: {} };

test('a client calls as often in a minute as it may, and others are not kept by that', async () => {
  await using served = await servedTo([
    { name: 'team-a', limits: { callsPerMinute: 2 } },
    { name: 'team-b', limits: { callsPerMinute: 2 } },
  ]);
  const [one, other] = [
    await served.client('modern', { headers: as('team-a') }),
    await served.client('modern', { headers: as('team-b') }),
  ];

  const answers = [];
  for (let call = 0; call < 3; call++) answers.push(errorOf(await one.callTool(WARES)));

  expect(answers.slice(0, 2)).toEqual([undefined, undefined]);
  expect(answers[2]).toMatchObject({ code: 'CLIENT_RATE_LIMITED', retryAfterSeconds: expect.any(Number) });
  expect(errorOf(await other.callTool(WARES))).toBeUndefined();
});

test('what it reads counts among its calls', async () => {
  await using served = await servedTo([{ name: 'team-a', limits: { callsPerMinute: 1 } }]);
  const client = await served.client('modern', { headers: as('team-a') });

  await client.readResource({ uri: 'diary:today' });
  const refused = client.readResource({ uri: 'diary:today' });

  await expect(refused).rejects.toThrow('This client has reached its limit here: calls a minute: 1.');
});

test('a client has as many calls under way as it may', async () => {
  await using served = await servedTo([{ name: 'team-a', limits: { concurrentCalls: 1 } }]);
  const client = await served.client('modern', { headers: as('team-a') });
  const { promise: gone, resolve: go } = Promise.withResolvers<void>();
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
  served.host.openai.reply('/responses', async (request) => {
    arrive();
    await gone;
    const answer = answers.text('Done.');
    return typeof answer === 'function' ? answer(request) : answer;
  });

  const first = client.callTool(ASK);
  await arrived;
  const second = await client.callTool(WARES);
  go();
  await first;
  const third = await client.callTool(WARES);

  expect(errorOf(second)?.code).toBe('CLIENT_RATE_LIMITED');
  expect(errorOf(third)).toBeUndefined();
});

test('calls that begin together each give their seat back', async () => {
  await using served = await servedTo([{ name: 'team-a', limits: { concurrentCalls: 4 } }]);
  const client = await served.client('modern', { headers: as('team-a') });
  const together = () => Promise.all(Array.from({ length: 4 }, () => client.callTool(WARES)));

  const first = await together();
  const then = await together();

  expect([...first, ...then].map(errorOf)).toEqual(Array(8).fill(undefined));
});

test('requests are limited apart from calls, and what is refused is not sent', async () => {
  await using served = await servedTo([{ name: 'team-a', limits: { requestsPerMinute: 1 } }]);
  const client = await served.client('modern', { headers: as('team-a') });
  served.host.openai.always('/responses', answers.text('Hello.'));

  const one = await client.callTool(ASK);
  const two = await client.callTool(ASK);

  expect(errorOf(one)).toBeUndefined();
  expect(errorOf(two)?.code).toBe('CLIENT_RATE_LIMITED');
  expect(served.host.openai.requests).toHaveLength(1);
  expect(errorOf(await client.callTool(WARES))).toBeUndefined();
});

test('a budget of one client is refused by its own place in the config, and is nobody else’s', async () => {
  await using served = await servedTo([
    { name: 'team-a', budget: { perDay: 0.000_000_1 } },
    { name: 'team-b' },
  ]);
  served.host.openai.always('/responses', answers.text('Hello.'));
  const [one, other] = [
    await served.client('modern', { headers: as('team-a') }),
    await served.client('modern', { headers: as('team-b') }),
  ];

  const refused = errorOf(await one.callTool(ASK));

  expect(refused).toMatchObject({
    code: 'BUDGET_EXCEEDED',
    budget: { limit: 'server.clients[0].budget.perDay', scope: 'client', match: 'team-a' },
  });
  expect(errorOf(await other.callTool(ASK))).toBeUndefined();
});

test('a client with a key of its own is asked for with that, as nobody else’s organisation, and its answers are not others’', async () => {
  const openai = await startFakeOpenAI(async (request) => {
    const answer = answers.text('Hello.');
    return typeof answer === 'function' ? answer(request) : answer;
  });
  await using served = await servedTo(
    [{ name: 'team-a', apiKey: `$\{env:TEAM_A_KEY}` }, { name: 'team-b' }, { name: 'team-c' }],
    {
      network: 'configured',
      env: { TEAM_A_KEY: 'sk-team-a-0123456789abcdef' },
      config: {
        openai: { baseURL: openai.baseURL, organization: 'org-host' },
        cache: { enabled: true, shared: true, text: 'always' },
      },
    },
  );
  for (const name of ['team-b', 'team-a', 'team-c', 'team-a']) {
    await (await served.client('modern', { headers: as(name) })).callTool(ASK);
  }
  await openai.stop();

  const keys = openai.requests.map(({ headers }) => headers.authorization);
  expect(keys).toEqual(['Bearer sk-test', 'Bearer sk-team-a-0123456789abcdef']);
  expect(openai.requests[1]?.headers['openai-organization']).toBeUndefined();
});

test('servers on one database count together', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'access-'));
  const options = { env: { OPENAI_MCP_DATA_DIR: dataFolder } };
  const clients = [{ name: 'team-a', limits: { callsPerMinute: 2 } }];
  await using first = await servedTo(clients, options);
  const one = await first.client('modern', { headers: as('team-a') });
  await using second = await servedTo(clients, options);
  const other = await second.client('modern', { headers: as('team-a') });

  const codes = [];
  for (const client of [one, other, one, other]) codes.push(errorOf(await client.callTool(WARES))?.code);

  expect(codes).toEqual([undefined, undefined, 'CLIENT_RATE_LIMITED', 'CLIENT_RATE_LIMITED']);
});

test('an alert on one client’s budget is heard by that client and by operators alone', async () => {
  await using served = await servedTo(
    [{ name: 'team-a', budget: { perDay: 1 } }, { name: 'team-b' }, { name: 'boss', operator: true }],
    { config: { budget: { perDay: 10, alertAt: [50] } } },
  );
  const heard: string[] = [];
  for (const name of ['team-a', 'team-b', 'boss']) {
    const client = await served.client('legacy', { headers: as(name) });
    client.setNotificationHandler('notifications/message', ({ params }) => {
      heard.push(`${name}: ${(params.data as { scope: string }).scope}`);
    });
    await client.setLoggingLevel('debug');
  }

  served.host.host.notify('warning', 'budget', { scope: 'client' }, (client) => client === 'team-a');
  served.host.host.notify('warning', 'budget', { scope: 'all' });

  await vi.waitFor(() => expect(heard).toHaveLength(3));
  expect(heard.sort()).toEqual(['boss: all', 'boss: client', 'team-a: client']);
});

test('a tool that a client is given by a wrong name is a fault of the config, with the nearest one', async () => {
  const faults = await servedTo([{ name: 'team-a', tools: { only: ['list-ware', 'add-*'] } }]).then(
    () => [],
    (error: FaultError) => error.faults,
  );

  expect(faults).toMatchObject([
    { code: 'TOOL_NAME_UNKNOWN', where: 'server.clients[0].tools', hint: 'Did you mean list-wares?' },
  ]);
});
