import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { modernRequest, servedHttp } from '../../support/served-http.js';
import { fixture } from '../../support/served-process.js';

test('a request that a balancer sent before it saw the end is served, and its connection ends', async () => {
  const service = await servedHttp({ plugins: [fixture('weather')] });
  const { hostname, port, host, pathname } = new URL(service.url);
  const { body, headers } = modernRequest('tools/list', {});
  const content = JSON.stringify(body);
  const lines = Object.entries({
    ...{ host, accept: 'application/json, text/event-stream', 'content-type': 'application/json' },
    ...{ ...headers, 'content-length': Buffer.byteLength(content) },
  });
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  // The server has taken the connection by then.
  await (await fetch(new URL('/healthz', service.url))).text();

  const stopped = service.drain().then(() => service.close());
  socket.write(
    `POST ${pathname} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${content}`,
  );
  const answer = await text(socket);
  await stopped;

  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
  expect(answer).toMatch(/^connection: close\r$/im);
  expect(answer).toContain('"tools"');
});
