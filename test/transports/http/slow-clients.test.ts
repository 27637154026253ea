import { connect, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Logger } from '../../../src/plugin-api/logger.js';
import { heldTool } from '../../support/held-tool.js';
import { INITIALIZE, modernRequest, type ServedHttp, servedHttp } from '../../support/served-http.js';

let served: ServedHttp;
const sockets: Socket[] = [];
const cutOff: string[] = [];
const log = {
  ...{ debug() {}, warn() {}, error() {} },
  info(message: string, facts: { cutOff?: boolean; asked?: string }) {
    if (facts.cutOff) cutOff.push(`${message} ${facts.asked ?? ''}`.trim());
  },
} as Logger;

beforeAll(async () => {
  served = await servedHttp({
    plugins: [heldTool().plugin],
    // With a budget there is something to tell clients unasked.
    config: { server: { maxMessageBytes: 9_000_000 }, budget: { perDay: 1 } },
    http: { sse: true, headersSeconds: 0.3, requestSeconds: 0.6, unreadSeconds: 0.5 },
    face: { log },
  });
});

afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  cutOff.length = 0;
});
afterAll(() => served.close());

function open(): Socket {
  const { hostname, port } = new URL(served.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  sockets.push(socket);
  return socket;
}

/** All that came until the server closed the connection. */
async function untilClosed(socket: Socket): Promise<string> {
  let said = '';
  socket.setEncoding('latin1').on('data', (text) => {
    said += text;
  });
  // A reset is a close as well.
  await new Promise((resolve) => socket.once('close', resolve));
  return said;
}

const HEAD = 'POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';

/** Sends a request whole, and reads nothing of what comes. */
function askAndNotRead(head: string, body = ''): Socket {
  const socket = open();
  socket.pause();
  socket.write(`${head}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  return socket;
}

test('headers that never end are given up, however many send them', async () => {
  const slow = Array.from({ length: 50 }, () => {
    const socket = open();
    socket.write(`${HEAD}X-Drop: `);
    return untilClosed(socket);
  });

  const said = await Promise.all(slow);

  expect(new Set(said.map((each) => each.split('\r\n')[0]))).toEqual(
    new Set(['HTTP/1.1 408 Request Timeout']),
  );
});

test('headers that come drop by drop are given up all the same', async () => {
  const socket = open();
  socket.write(`${HEAD}X-Drop: `);
  const dropping = setInterval(() => socket.write('x'), 20);

  const said = await untilClosed(socket);
  clearInterval(dropping);

  expect(said).toMatch(/^(HTTP\/1.1 408 |$)/);
  expect((await served.post(INITIALIZE)).status).toBe(200);
});

test('a body that comes drop by drop is given up', async () => {
  const socket = open();
  socket.write(`${HEAD}Content-Length: 100000\r\n\r\n{`);
  const dropping = setInterval(() => socket.write(' '), 20);

  await untilClosed(socket);
  clearInterval(dropping);

  await expect.poll(() => cutOff).toContain('POST /mcp 200');
});

test('a client that does not read a long answer is cut off', async () => {
  const { body, headers } = modernRequest('tools/call', { name: 'say', arguments: { letters: 4_000_000 } });
  const named = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);

  askAndNotRead(
    `${HEAD}Accept: application/json, text/event-stream\r\n${named.join('')}`,
    JSON.stringify(body),
  );

  await expect.poll(() => cutOff, { timeout: 10_000 }).toEqual(['POST /mcp 200 tools/call say']);
});

test.each([
  [
    'the stream of a session',
    'GET /mcp 200',
    async () => {
      const begun = await served.post(INITIALIZE);
      await begun.text();
      const session = begun.headers.get('mcp-session-id');
      return `GET /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nMcp-Session-Id: ${session}\r\n`;
    },
  ],
  [
    'a stream of HTTP+SSE',
    'GET /sse 200',
    async () => 'GET /sse HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n',
  ],
])('a client that does not read %s is cut off', async (_, line, headOf) => {
  const head = await headOf();
  askAndNotRead(head);
  const told = () => {
    for (let times = 0; times < 8; times++) served.host.host.notify('warning', 'test', 'x'.repeat(1_000_000));
    return cutOff;
  };

  await expect.poll(told, { timeout: 10_000, interval: 100 }).toContain(line);

  expect((await served.post(INITIALIZE)).status).toBe(200);
});
