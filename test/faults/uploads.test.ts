import { createHash, randomBytes } from 'node:crypto';
import { truncate, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorOf } from '../support/call-result.js';
import { peakMemory } from '../support/peak-memory.js';
import { type RawProcess, shakenProcess } from '../support/raw-process.js';
import { fixture } from '../support/served-process.js';

interface Upload {
  headers: IncomingMessage['headers'];
  bytes: number;
  /** The first of them. */
  beginning: Buffer;
}

let server: Server;
let uploads: Upload[];
let statuses: number[];
let served: RawProcess;

beforeEach(async () => {
  uploads = [];
  statuses = [];
  server = createServer(async (request, response) => {
    const upload: Upload = { headers: request.headers, bytes: 0, beginning: Buffer.alloc(0) };
    uploads.push(upload);
    for await (const chunk of request) {
      upload.bytes += chunk.length;
      if (upload.beginning.length < 3_000_000) upload.beginning = Buffer.concat([upload.beginning, chunk]);
    }
    const status = statuses.shift() ?? 200;
    response.writeHead(status, { 'content-type': 'application/json', 'retry-after-ms': '1' });
    response.end(JSON.stringify(status === 200 ? { id: 'file-1', object: 'file' } : { error: {} }));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  served = await shakenProcess({
    config: {
      plugins: { uploader: { from: fixture('uploader.ts') } },
      files: { roots: ['.'] },
    },
    env: {
      OPENAI_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
      OPENAI_API_KEY: 'sk-test',
    },
  });
});

afterEach(async () => {
  await served.stop();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

const upload = async (source: string) =>
  (await served.ask('tools/call', { name: 'send-file', arguments: { source } })).result;

const formOf = ({ headers, beginning }: Upload) =>
  new Response(beginning as Uint8Array<ArrayBuffer>, {
    headers: { 'content-type': headers['content-type']! },
  }).formData();

const sha = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');

test('a file arrives byte for byte, under its name, with the length told beforehand', async () => {
  const data = Buffer.concat([Buffer.from('%PDF-1.7\r\n--openai'), randomBytes(2_000_000)]);
  await writeFile(join(served.folder, 'Überblick "neu".pdf'), data);

  const result = await upload('Überblick "neu".pdf');

  const form = await formOf(uploads[0]!);
  const file = form.get('file') as File;
  expect(result.structuredContent).toEqual({ id: 'file-1' });
  expect(form.get('purpose')).toBe('user_data');
  expect([file.name, file.type]).toEqual(['Überblick "neu".pdf', 'application/pdf']);
  expect(sha(await file.bytes())).toBe(sha(data));
  expect(uploads[0]!.headers['content-length']).toBe(String(uploads[0]!.bytes));
  expect(uploads[0]!.headers['transfer-encoding']).toBeUndefined();
});

test('it is sent again, whole, where the first try was turned away', async () => {
  await writeFile(join(served.folder, 'notes.txt'), 'meow '.repeat(100_000));
  statuses = [503, 429];

  const result = await upload('notes.txt');

  const forms = await Promise.all(uploads.map(formOf));
  expect(result.structuredContent).toEqual({ id: 'file-1' });
  expect(forms.map((form) => (form.get('file') as File).size)).toEqual([500_000, 500_000, 500_000]);
});

test('a file that is changed while it is sent fails the call in plain words', async () => {
  const path = join(served.folder, 'growing.bin');
  await writeFile(path, '');
  await truncate(path, 200_000_000);
  server.removeAllListeners('request');
  server.once('request', async (request: IncomingMessage) => {
    await truncate(path, 1000);
    request.resume();
  });

  const result = await upload('growing.bin');

  expect(errorOf(result)).toMatchObject({ code: 'FILE_UNREADABLE' });
});

test.runIf(process.platform === 'linux')('300 MB are never in memory', async () => {
  const path = join(served.folder, 'film.mp4');
  await writeFile(path, Buffer.from('\0\0\0\x20ftypisom', 'latin1'));
  await truncate(path, 300_000_000);
  await writeFile(join(served.folder, 'small.txt'), 'x');
  await upload('small.txt');
  const before = await peakMemory(served.pid);

  const result = await upload('film.mp4');

  const after = await peakMemory(served.pid);
  expect(result.structuredContent).toEqual({ id: 'file-1' });
  expect(uploads[1]!.bytes).toBeGreaterThan(300_000_000);
  expect(after - before).toBeLessThan(100_000);
});
