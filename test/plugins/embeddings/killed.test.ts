import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { type RawProcess, shakenProcess } from '../../support/raw-process.js';

const PARAGRAPHS = 400;
/** The requests from this one on are not answered until the server is killed. */
const HELD_FROM = 4;

const servers: RawProcess[] = [];
const requests: { texts: string[]; isAnswered: boolean }[] = [];
let isHolding = true;

const upstream = createServer(async (request, response) => {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const { input, model } = JSON.parse(Buffer.concat(pieces).toString()) as { input: string[]; model: string };
  const known = { texts: input, isAnswered: false };
  requests.push(known);
  if (isHolding && requests.length >= HELD_FROM) return;
  known.isAnswered = true;
  const data = input.map((text, index) => ({
    object: 'embedding',
    index,
    embedding: Array.from({ length: 8 }, (_, at) => Math.sin(text.length * (at + 1)) + 0.01),
  }));
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ object: 'list', model, data, usage: { prompt_tokens: 1, total_tokens: 1 } }));
});

afterEach(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  upstream.closeAllConnections();
  await new Promise((resolve) => upstream.close(resolve));
});

async function serve(root: string, env: Record<string, string>): Promise<RawProcess> {
  await new Promise<void>((resolve) =>
    upstream.listening ? resolve() : upstream.listen(0, '127.0.0.1', resolve),
  );
  const { port } = upstream.address() as AddressInfo;
  const server = await shakenProcess({
    config: { files: { roots: [root] }, plugins: { embeddings: true }, openai: { maxRetries: 0 } },
    env: { OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`, OPENAI_API_KEY: 'sk-test', ...env },
  });
  servers.push(server);
  return server;
}

test('a server that is killed while it indexes sends no text again whose answer had come', {
  timeout: 60_000,
}, async () => {
  const docs = await mkdtemp(join(tmpdir(), 'openai-mcp-host-killed-'));
  for (let at = 0; at < PARAGRAPHS; at += 1)
    await writeFile(join(docs, `${at}.md`), `# Note ${at}\n\nWhat note ${at} says.`);
  const first = await serve(docs, {});
  const asked = {
    name: 'index-documents',
    arguments: { collection: 'notes', documents: [docs], model: 'local' },
    _meta: { progressToken: 'p' },
  };
  first.send({ jsonrpc: '2.0', id: 'index', method: 'tools/call', params: asked });
  const answered = () => requests.filter(({ isAnswered }) => isAnswered).flatMap(({ texts }) => texts);
  await first.message(({ method, params }) => {
    const kept = /(\d+) chunks? embedded/.exec(params?.message ?? '')?.[1];
    return method === 'notifications/progress' && answered().length > 0 && Number(kept) >= answered().length;
  });

  first.kill('SIGKILL');
  await first.ended;
  const before = new Set(answered());
  requests.length = 0;
  isHolding = false;
  const second = await serve(docs, { OPENAI_MCP_DATA_DIR: join(first.folder, 'data') });
  const { result } = await second.ask('tools/call', asked);

  expect(before.size).toBe(32 * (HELD_FROM - 1));
  expect(requests.flatMap(({ texts }) => texts).filter((text) => before.has(text))).toEqual([]);
  // Beside them one word, which tells how many numbers the provider gives unasked.
  expect(new Set([...before, ...answered()]).size).toBe(PARAGRAPHS + 1);
  expect(result.structuredContent).toMatchObject({ failed: 0 });
  await rm(docs, { recursive: true });
});
