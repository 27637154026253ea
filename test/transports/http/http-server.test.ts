import { request } from 'node:http';
import { Client as FirstClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as FirstTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { INITIALIZE, modernRequest, type ServedHttp, servedHttp } from '../../support/served-http.js';
import { fixture } from '../../support/served-process.js';

let served: ServedHttp;

beforeAll(async () => {
  served = await servedHttp({ plugins: [fixture('weather')] });
});

afterAll(() => served.close());

const OSLO = { name: 'weather-today', arguments: { city: 'Oslo' } };
const FORECAST = { forecast: 'sunny in Oslo, 21 celsius' };

/** With headers that fetch does not let through. */
const statusFor = (headers: Record<string, string>, body: unknown = INITIALIZE): Promise<number> =>
  new Promise((resolve, reject) => {
    const { hostname, port, pathname } = new URL(served.url);
    const asked = request(
      {
        ...{ hostname, port, path: pathname, method: 'POST' },
        headers: {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          ...headers,
        },
      },
      (response) => {
        response.resume();
        resolve(response.statusCode!);
      },
    );
    asked.once('error', reject).end(JSON.stringify(body));
  });

describe('one address serves', () => {
  test.each(['legacy', 'modern'] as const)('the v2 client in the %s era', async (era) => {
    const client = await served.client(era);

    const { tools } = await client.listTools();
    const result = await client.callTool(OSLO);

    expect(tools.map(({ name }) => name)).toEqual(['weather-today']);
    expect(result.structuredContent).toEqual(FORECAST);
  });

  test('the v1 client', async () => {
    const client = new FirstClient({ name: 'first', version: '1.0.0' });
    await client.connect(new FirstTransport(new URL(served.url)));

    const result = await client.callTool(OSLO);
    await client.close();

    expect(result.structuredContent).toEqual(FORECAST);
  });
});

describe('of names and origins', () => {
  test.each([
    ['a name that was given this address', { host: 'evil.example.com' }],
    ['a name that only begins like one of this machine', { host: 'localhost.evil.example.com' }],
    ['no name that can be read', { host: 'a b' }],
    ['a page of another site', { origin: 'https://evil.example.com' }],
    ['a page that hides where it comes from', { origin: 'null' }],
  ])('%s gets nothing', async (_, headers) => {
    const status = await statusFor(headers);

    expect(status).toBe(403);
  });

  test.each([
    ['this machine by name', { host: 'localhost:1234' }],
    ['an address, which nobody can call his own', { host: '192.0.2.7' }],
    ['a page of this machine', { origin: 'http://localhost:5173' }],
  ])('%s is answered', async (_, headers) => {
    const status = await statusFor(headers);

    expect(status).toBe(200);
  });

  test('a page that is admitted may read the answer, and its browser is told beforehand', async () => {
    const headers = { origin: 'http://localhost:5173', 'access-control-request-method': 'POST' };

    const before = await fetch(served.url, { method: 'OPTIONS', headers });

    expect(before.status).toBe(204);
    expect(before.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    expect(before.headers.get('access-control-allow-headers')).toContain('mcp-session-id');
  });
});

describe('what is open to others', () => {
  test('is refused where nobody has to say who they are', async () => {
    const serving = servedHttp({ http: { host: '0.0.0.0' } });

    await expect(serving).rejects.toMatchObject({ faults: [{ code: 'HTTP_OPEN_TO_ALL' }] });
  });

  test('is served where that is said in so many words', async () => {
    await using open = await servedHttp({ http: { host: '0.0.0.0', allowAnonymous: true } });

    const { status } = await open.post(INITIALIZE);

    expect(status).toBe(200);
  });
});

test('an address that is taken is a fault that says what to do', async () => {
  const port = Number(new URL(served.url).port);

  const serving = servedHttp({ http: { port } });

  await expect(serving).rejects.toMatchObject({ faults: [{ code: 'HTTP_NOT_LISTENING' }] });
});

test('a request is known by the id that it came with, where that is plain', async () => {
  const { body, headers } = modernRequest('tools/list');

  const given = await served.post(body, { ...headers, 'x-request-id': 'of-the-balancer:7' });
  const odd = await served.post(body, { ...headers, 'x-request-id': 'x'.repeat(200) });

  expect(given.headers.get('x-request-id')).toBe('of-the-balancer:7');
  expect(odd.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
});

test('it is alive and ready', async () => {
  const answers = await Promise.all(['/healthz', '/readyz'].map((path) => fetch(served.origin + path)));

  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
});

test('there is nothing at other paths, and other methods are named', async () => {
  const nowhere = await fetch(`${served.origin}/mcp/../admin`);
  const other = await fetch(served.url, { method: 'PUT' });

  expect(nowhere.status).toBe(404);
  expect(other.status).toBe(405);
  expect(other.headers.get('allow')).toBe('GET, POST, DELETE');
});
