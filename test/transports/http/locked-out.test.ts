import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { type CallToolResult, Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as FirstClient } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { hashOfToken, newToken } from '../../../src/services/access/client-tokens.js';
import { type HttpProcess, httpProcess, JSON_HEADERS } from '../../support/http-process.js';
import { INITIALIZE, modernRequest } from '../../support/served-http.js';
import { fixture } from '../../support/served-process.js';

const [GONE, STAYS, READER, OLD, NEW] = [newToken(), newToken(), newToken(), newToken(), newToken()];
const entry = (name: string, ...tokens: string[]) => ({
  name,
  tokens: tokens.map((token) => ({ hash: hashOfToken(token) })),
});
const configOf = (...clients: object[]) => ({
  plugins: { patient: { from: fixture('patient.ts') }, watched: { from: fixture('watched.ts') } },
  server: { clients },
});

let server: HttpProcess;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  server = await httpProcess({
    args: ['--sse'],
    config: configOf(entry('gone', GONE), entry('stays', STAYS), entry('changing', OLD, NEW)),
  });
}, 30_000);

afterAll(async () => {
  for (const close of closing) await close().catch(() => {});
  await server.stop();
});

const as = (token: string) => ({ authorization: `Bearer ${token}` });

/** Whether a stream that was opened has ended. */
function watch(response: Response): () => boolean {
  let hasEnded = false;
  void (async () => {
    try {
      for await (const _ of response.body!);
    } catch {}
    hasEnded = true;
  })();
  return () => hasEnded;
}

/** All that one client can have open: a session with its stream, a stream of the newer era, and calls in each. */
async function openAll(token: string) {
  const work = { name: 'work-on-the-line', arguments: { log: join(server.folder, 'log'), seconds: 3 } };
  const begun = await fetch(server.url, {
    method: 'POST',
    headers: { ...JSON_HEADERS, ...as(token) },
    body: JSON.stringify(INITIALIZE),
  });
  await begun.text();
  const session = { 'mcp-session-id': begun.headers.get('mcp-session-id')! };
  const inSession = (body: object) =>
    fetch(server.url, {
      method: 'POST',
      headers: { ...JSON_HEADERS, ...as(token), ...session },
      body: JSON.stringify(body),
    });
  await inSession({ jsonrpc: '2.0', method: 'notifications/initialized' });
  const stream = watch(
    await fetch(server.url, { headers: { accept: 'text/event-stream', ...as(token), ...session } }),
  );
  const { body, headers } = modernRequest('subscriptions/listen', {
    notifications: { toolsListChanged: true },
  });
  const listening = watch(
    await fetch(server.url, {
      method: 'POST',
      headers: { ...JSON_HEADERS, ...headers, ...as(token) },
      body: JSON.stringify(body),
    }),
  );
  const modern = new Client(
    { name: 'm', version: '1' },
    { versionNegotiation: { mode: { pin: '2026-07-28' } } },
  );
  await modern.connect(
    new StreamableHTTPClientTransport(new URL(server.url), { requestInit: { headers: as(token) } }),
  );
  const sse = new FirstClient({ name: 's', version: '1' });
  const toSse = new SSEClientTransport(new URL('/sse', server.url), { requestInit: { headers: as(token) } });
  let sseHasEnded = false;
  toSse.onerror = () => {
    sseHasEnded = true;
  };
  await sse.connect(toSse as never);
  closing.push(
    () => modern.close(),
    () => sse.close(),
  );
  const called = inSession({ jsonrpc: '2.0', id: 7, method: 'tools/call', params: work }).then((r) =>
    r.text(),
  );
  return {
    session,
    streams: () => [stream(), listening()],
    sseHasEnded: () => sseHasEnded,
    calls: Promise.all([
      called,
      (modern.callTool(work) as Promise<CallToolResult>).then((result) => JSON.stringify(result)),
      sse.callTool(work).then((result) => JSON.stringify(result)),
    ]),
    again: () => inSession({ jsonrpc: '2.0', id: 8, method: 'tools/list', params: {} }),
  };
}

test('a client that is taken out of the config, or whose token is, loses its streams and sessions, and hears how its calls end', async () => {
  const gone = await openAll(GONE);
  const old = await openAll(OLD);
  const fresh = await openAll(NEW);
  const stays = await openAll(STAYS);
  const unsent = connect(Number(new URL(server.url).port), '127.0.0.1');
  unsent.on('error', () => {});
  const unsentHasEnded = once(unsent, 'close');
  unsent.write(
    `POST /mcp HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${as(GONE).authorization}\r\n` +
      'Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
  );

  await writeFile(
    join(server.folder, 'mcp.config.json'),
    JSON.stringify(configOf(entry('stays', STAYS), entry('changing', NEW))),
  );
  server.kill('SIGHUP');
  const ends = await Promise.all([gone.calls, old.calls]);
  await vi.waitFor(() => {
    expect([gone.streams(), old.streams()]).toEqual([
      [true, true],
      [true, true],
    ]);
    expect([gone.sseHasEnded(), old.sseHasEnded()]).toEqual([true, true]);
  }, 10_000);
  const untouched = [fresh, stays].map(({ streams, sseHasEnded }) => [...streams(), sseHasEnded()]);
  await unsentHasEnded;
  const goOn = await Promise.all([fresh.calls, stays.calls]);

  for (const end of ends.flat()) expect(end).toContain('ACCESS_WITHDRAWN');
  expect(untouched.flat()).toEqual(Array(6).fill(false));
  for (const end of goOn.flat()) expect(end).toContain('"steps":60');
  expect((await gone.again()).status).toBe(401);
  expect((await stays.again()).status).toBe(200);
  const { status } = await fetch(server.url, {
    method: 'POST',
    headers: { ...JSON_HEADERS, ...as(NEW), ...old.session },
    body: JSON.stringify({ jsonrpc: '2.0', id: 8, method: 'tools/list', params: {} }),
  });
  expect(status).toBe(404);
}, 40_000);

test('a client that is let in as before is told no more of what it may not read any more', async () => {
  const reader = { name: 'reader', tokens: [{ hash: hashOfToken(READER) }] };
  const takeUp = async (...clients: object[]) => {
    await writeFile(join(server.folder, 'mcp.config.json'), JSON.stringify(configOf(...clients)));
    server.kill('SIGHUP');
  };
  const follow = async (token: string, heard: string[]) => {
    const client = new Client({ name: 'f', version: '1' }, { versionNegotiation: { mode: 'legacy' } });
    client.setNotificationHandler(
      'notifications/resources/updated',
      ({ params }) => void heard.push(params.uri),
    );
    await client.connect(
      new StreamableHTTPClientTransport(new URL(server.url), { requestInit: { headers: as(token) } }),
    );
    closing.push(() => client.close());
    await client.subscribeResource({ uri: 'boards://news' });
    return client;
  };
  await takeUp(entry('stays', STAYS), { ...reader, tools: { only: ['write-board', 'usage-report'] } });
  await expect.poll(() => statusOf(READER), { timeout: 10_000 }).toBe(200);
  const [ofReader, ofWriter]: [string[], string[]] = [[], []];
  const [, writer] = [await follow(READER, ofReader), await follow(STAYS, ofWriter)];
  const { body, headers } = modernRequest('subscriptions/listen', {
    notifications: { resourceSubscriptions: ['boards://news'] },
  });
  const listening = watch(
    await fetch(server.url, {
      method: 'POST',
      headers: { ...JSON_HEADERS, ...headers, ...as(READER) },
      body: JSON.stringify(body),
    }),
  );
  const write = () =>
    writer.callTool({ name: 'write-board', arguments: { board: 'news', text: 'Sold out.' } });
  // Until their streams are open.
  await vi.waitFor(async () => {
    await write();
    expect([ofReader, ofWriter].every(({ length }) => length > 0)).toBe(true);
  }, 10_000);

  await takeUp(entry('stays', STAYS), { ...reader, tools: { only: ['usage-report'] } });
  await vi.waitFor(() => expect(listening()).toBe(true), 10_000);
  const before = [ofReader.length, ofWriter.length];
  for (let times = 0; times < 3; times++) await write();
  await vi.waitFor(() => expect(ofWriter.length).toBe(before[1]! + 3), 10_000);

  expect(ofReader.length).toBe(before[0]);
  expect(await statusOf(READER)).toBe(200);
}, 40_000);

const statusOf = async (token: string) => {
  const { body, headers } = modernRequest('tools/list');
  const init = {
    method: 'POST',
    headers: { ...JSON_HEADERS, ...headers, ...as(token) },
    body: JSON.stringify(body),
  };
  return (await fetch(server.url, init)).status;
};
