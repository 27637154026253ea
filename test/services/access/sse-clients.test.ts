import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { answers } from 'openai-mcp-host/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServedHttp } from '../../support/served-http.js';
import { as, servedTo } from './clients-host.js';

let served: ServedHttp;
const clients: Client[] = [];

beforeAll(async () => {
  served = await servedTo(
    [
      { name: 'team-a', tools: { only: ['list-*', 'add-*'] }, limits: { callsPerMinute: 3 } },
      { name: 'team-b', budget: { perDay: 0.000_000_1 } },
    ],
    { http: { sse: true } },
  );
  served.host.openai.always('/responses', answers.text('Hello.'));
});

afterAll(async () => {
  for (const client of clients) await client.close();
  await served.close();
});

/** It calls itself something else than what its token says. */
async function connected(headers: Record<string, string>): Promise<Client> {
  const client = new Client({ name: 'team-b', version: '1.0.0' });
  const fetched: typeof fetch = (url, init) =>
    fetch(url, { ...init, headers: { ...Object.fromEntries(new Headers(init?.headers)), ...headers } });
  await client.connect(new SSEClientTransport(new URL('/sse', served.origin), { fetch: fetched }) as never);
  clients.push(client);
  return client;
}

const codeOf = ({ _meta }: { _meta?: object | undefined }) =>
  (_meta as Record<string, { code?: string }> | undefined)?.['openai-mcp-host/error']?.code;

/** The address for messages of a stream that was just opened. */
async function streamOf(name: string): Promise<{ stream: Response; messages: string }> {
  const stream = await fetch(new URL('/sse', served.origin), { headers: as(name) });
  const { value } = await stream.body!.getReader().read();
  return { stream, messages: /data: (\S+)/.exec(new TextDecoder().decode(value))![1]! };
}

const post = (path: string, headers: Record<string, string>) =>
  fetch(new URL(path, served.origin), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }),
  });

test('without a token there is no stream, and no message is taken', async () => {
  const { messages } = await streamOf('team-a');

  const answered = [
    await fetch(new URL('/sse', served.origin)),
    await fetch(new URL('/sse', served.origin), { headers: { authorization: 'Bearer omh_wrong' } }),
    await post(messages, {}),
  ];

  expect(answered.map(({ status }) => status)).toEqual([401, 401, 401]);
});

test('each client has its own tools under its own name, narrowed by its headers', async () => {
  const [a, narrowed] = [
    await connected(as('team-a')),
    await connected(as('team-a', { 'X-MCP-Readonly': 'true' })),
  ];
  const namesOf = async (client: Client) => (await client.listTools()).tools.map(({ name }) => name);

  const [wide, narrow] = [await namesOf(a), await namesOf(narrowed)];
  const said = await a.callTool({ name: 'list-wares', arguments: {} });

  expect(wide).toEqual(['add-ware', 'list-wares']);
  expect(narrow).toEqual(['list-wares']);
  expect(said.structuredContent).toEqual({ said: 'for team-a' });
  await expect(a.callTool({ name: 'drop-wares', arguments: {} })).rejects.toThrow('There is no tool named');
  await expect(narrowed.callTool({ name: 'add-ware', arguments: {} })).rejects.toThrow(
    'There is no tool named',
  );
});

test('the stream of another team is to it as if there were none', async () => {
  const { messages } = await streamOf('team-a');

  const own = await post(messages, as('team-a'));
  const others = await post(messages, as('team-b'));
  const nobodys = await post('/messages?sessionId=none', as('team-b'));

  expect(own.status).toBe(202);
  expect([others.status, await others.text()]).toEqual([nobodys.status, await nobodys.text()]);
  expect(others.status).toBe(404);
});

test('limits and budgets hold for its calls', async () => {
  const [a, b] = [await connected(as('team-a')), await connected(as('team-b'))];

  const codes = [];
  for (let calls = 0; calls < 4; calls++)
    codes.push(codeOf(await a.callTool({ name: 'add-ware', arguments: {} })));
  const asked = codeOf(await b.callTool({ name: 'ask-model', arguments: {} }));

  expect(codes.at(-1)).toBe('CLIENT_RATE_LIMITED');
  expect(asked).toBe('BUDGET_EXCEEDED');
  expect(codeOf(await b.callTool({ name: 'list-wares', arguments: {} }))).toBeUndefined();
  expect(served.host.openai.requests).toEqual([]);
});
