import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Logger } from '../../../src/plugin-api/logger.js';
import { heldTool } from '../../support/held-tool.js';
import { INITIALIZE, modernRequest, type ServedHttp, servedHttp } from '../../support/served-http.js';

let served: ServedHttp;
const logged: unknown[] = [];
const log = new Proxy(
  {},
  {
    get:
      () =>
      (...line: unknown[]) =>
        void logged.push(line),
  },
) as Logger;

beforeAll(async () => {
  served = await servedHttp({ plugins: [heldTool().plugin], http: { maxBodyMB: 1 }, face: { log } });
});

afterAll(() => served.close());

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const sayTo = (argument: string) =>
  JSON.stringify(modernRequest('tools/call', { name: 'say', arguments: 'HERE' }).body).replace(
    '"HERE"',
    argument,
  );
const { headers } = modernRequest('tools/call', { name: 'say' });

describe('a body is refused', () => {
  test('that is larger than the limit, before anything is read of it', async () => {
    const response = await served.post(`"${'x'.repeat(1024 * 1024)}"`);

    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({
      error: { message: expect.stringContaining('1048576 bytes') },
    });
  });

  test('that does not say how long it is, and goes on past the limit', async () => {
    const body = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(65_536));
        if (++sent === 64) controller.close();
      },
    });
    let sent = 0;
    const init = { method: 'POST', body, duplex: 'half', headers: { 'content-type': 'application/json' } };

    const { status } = await fetch(served.url, init as RequestInit);

    expect(status).toBe(413);
  });

  test.each([
    ['is no JSON', '{"jsonrpc":', 400],
    ['is empty', '', 400],
    ['is nested a hundred thousand levels deep', nested(100_000), 400],
    [
      'is nested so behind a string with quotes in it',
      sayTo(`{"letters":"\\\\\\"[{\\\\","deep":${nested(300)}}`),
      400,
    ],
    ['names __proto__', sayTo('{"__proto__":{"isAdmin":true}}'), 400],
    ['names __proto__ in another way of writing', sayTo('{"\\u005f_proto__":{"isAdmin":true}}'), 400],
  ])('that %s', async (_, body, status) => {
    const response = await served.post(body, headers);

    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ jsonrpc: '2.0', error: { code: -32_700 } });
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false);
  });

  test.each([
    ['is no JSON by its type', { 'content-type': 'text/plain' }],
    ['is compressed', { 'content-encoding': 'gzip' }],
  ])('that %s', async (_, more) => {
    const { status } = await served.post(INITIALIZE, more);

    expect(status).toBe(415);
  });
});

test('deep brackets within a string, and __proto__ as a text, are no harm', async () => {
  const text = JSON.stringify({ letters: 2, note: `${nested(500)} __proto__ \\" \u0001` });

  const response = await served.post(sayTo(text), headers);

  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ result: { isError: true } });
});

test('the server answers others while a client sends its headers drop by drop', async () => {
  const { hostname, port } = new URL(served.url);
  const slow = Array.from({ length: 200 }, () => connect(Number(port), hostname));
  for (const socket of slow) {
    socket.on('error', () => {});
    socket.write('POST /mcp HTTP/1.1\r\nHost: localhost\r\nX-Drop: ');
  }

  const { status } = await served.post(sayTo('{"letters":3}'), headers);
  for (const socket of slow) socket.destroy();

  expect(status).toBe(200);
});

describe('an answer', () => {
  const ask = async (encoding: string, letters: number) => {
    const response = await served.post(sayTo(`{"letters":${letters}}`), {
      ...headers,
      'accept-encoding': encoding,
    });
    return { response, text: await response.text() };
  };

  test('that is long is compressed for a client that takes it', async () => {
    const { response, text } = await ask('gzip', 50_000);

    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(JSON.parse(text)).toMatchObject({ result: { structuredContent: { said: 'x'.repeat(50_000) } } });
  });

  test.each([
    ['is short', 'gzip', 10],
    ['is for a client that takes no compression', 'identity', 50_000],
  ])('that %s goes out as it is', async (_, encoding, letters) => {
    const { response } = await ask(encoding, letters);

    expect(response.headers.get('content-encoding')).toBeNull();
  });
});

describe('the log', () => {
  test('has no token, no query and no argument in it', async () => {
    logged.length = 0;
    const { body } = modernRequest('tools/call', {
      name: 'say',
      arguments: { letters: 1, note: 'hush-argument' },
    });

    await fetch(`${served.url}?key=hush-query`, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', accept: 'application/json, text/event-stream', ...headers },
        authorization: 'Bearer hush-token',
      },
      body: JSON.stringify(body),
    }).then((response) => response.text());

    await expect.poll(() => logged.length).toBeGreaterThan(0);
    expect(JSON.stringify(logged)).not.toContain('hush');
    expect(JSON.stringify(logged)).toContain('tools/call say');
  });
});
