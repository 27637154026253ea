import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DryRun } from '../../../src/contracts/dry-run.js';
import { openServices, TestCall } from './open-services.js';

/** What the stand-in does with a request: answers with a status, or takes it whole and hangs up. */
let answer: number | 'hang up' = 200;
const arrived: string[] = [];
const upstream = createServer((request, response) => {
  arrived.push(`${request.method} ${request.url}`);
  request.resume().once('end', () => {
    if (answer === 'hang up') return request.socket.destroy();
    const body = answer < 400 ? { id: 'obj_1', object: 'thing' } : { error: { type: 'server_error' } };
    response.writeHead(answer, { 'content-type': 'application/json', 'retry-after-ms': '1' });
    return response.end(JSON.stringify(body));
  });
});

let baseURL: string;
beforeAll(async () => {
  await new Promise<void>((listening) => upstream.listen(0, '127.0.0.1', listening));
  baseURL = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}/v1`;
});
beforeEach(() => {
  arrived.length = 0;
});
afterAll(() => upstream.close());

const ASKS = [
  'POST /moderations',
  'POST /responses/input_tokens',
  'POST /fine_tuning/alpha/graders/validate',
  'GET /models',
  'GET /files/file-1/content',
  'GET /batches',
  'GET /vector_stores/vs_1/files/file-1/content',
  'GET /fine_tuning/jobs/ftjob-1/events',
  'GET /organization/costs',
];
const SETS = [
  'POST /responses/resp_1/cancel',
  'POST /batches/batch_1/cancel',
  'POST /uploads/upload_1/parts',
  'POST /uploads/upload_1/complete',
  'POST /uploads/upload_1/cancel',
  'POST /chat/completions/chatcmpl-1',
  'POST /conversations/conv_1',
  'POST /vector_stores/vs_1',
  'POST /vector_stores/vs_1/files',
  'POST /vector_stores/vs_1/files/file-1',
  'POST /vector_stores/vs_1/file_batches/vsfb_1/cancel',
  'POST /fine_tuning/jobs/ftjob-1/cancel',
  'POST /fine_tuning/jobs/ftjob-1/pause',
  'POST /fine_tuning/jobs/ftjob-1/resume',
  'DELETE /files/file-1',
  'DELETE /conversations/conv_1',
  'DELETE /vector_stores/vs_1',
  'DELETE /models/ft:gpt-4.1-mini:acme::1',
];
const LEAVES = ['POST /files', 'POST /uploads', 'POST /conversations'];
const CREATES = [
  'POST /conversations/conv_1/items',
  'POST /vector_stores',
  'POST /vector_stores/vs_1/file_batches',
  'POST /fine_tuning/checkpoints/ft:gpt-4.1-mini:acme::1/permissions',
];
const STARTS = ['POST /batches', 'POST /fine_tuning/jobs'];
const BILLS = [
  'POST /responses',
  'POST /embeddings',
  'POST /vector_stores/vs_1/search',
  'POST /responses/compact',
  'POST /something/new',
];
const FREE = [...ASKS, ...SETS, ...LEAVES, ...CREATES];

async function send(line: string, call = new TestCall()) {
  const [method, path] = line.split(' ') as [string, string];
  const services = await openServices({ openai: { baseURL, maxRetries: 1 } });
  const openai = services.client as unknown as OpenAI;
  const body = method === 'POST' ? { metadata: {} } : undefined;
  const asked = { method: method.toLowerCase() as 'post', path, body };
  await call.run(async () => openai.request(asked)).catch(() => {});
  return call;
}

test.each(FREE)('%s costs nothing', async (line) => {
  answer = 200;

  const call = await send(line);

  expect(call.requests).toMatchObject([{ status: 200, costNanoUsd: 0n }]);
});

test.each([...ASKS, ...SETS])('%s is sent again when its answer is lost', async (line) => {
  answer = 'hang up';

  await send(line);

  expect(arrived).toHaveLength(2);
});

test.each([...LEAVES, ...CREATES, ...STARTS, ...BILLS])(
  '%s is not sent again when its answer is lost',
  async (line) => {
    answer = 'hang up';

    await send(line);

    expect(arrived).toHaveLength(1);
  },
);

test.each([...CREATES, ...STARTS])('%s is not sent again when it failed on the way', async (line) => {
  answer = 500;

  await send(line);

  expect(arrived).toHaveLength(1);
});

test.each([...CREATES, ...STARTS])('%s is sent again when it was only too early', async (line) => {
  answer = 429;

  await send(line);

  expect(arrived).toHaveLength(2);
});

test.each([...ASKS, ...SETS, ...LEAVES, ...BILLS])(
  '%s is sent again when it failed on the way',
  async (line) => {
    answer = 500;

    await send(line);

    expect(arrived).toHaveLength(2);
  },
);

test('A response in the background that failed on the way is not sent again: it may have begun', async () => {
  answer = 500;
  const { client, call } = await openServices({ openai: { baseURL } });

  const asked = call.run(async () => client.responses.create({ model: 'm', input: 'Hi', background: true }));
  await asked.catch(() => {});

  expect(arrived).toEqual(['POST /v1/responses']);
});

const estimated = (): TestCall => Object.assign(new TestCall(), { dryRun: new DryRun() });

test.each(ASKS)('%s is sent in an estimate', async (line) => {
  answer = 200;

  await send(line, estimated());

  expect(arrived).toHaveLength(1);
});

test('POST /conversations is answered in an estimate: what goes on in the conversation is what costs', async () => {
  answer = 200;

  const call = await send('POST /conversations', estimated());

  expect(arrived).toEqual([]);
  expect(call.dryRun?.hasStopped).toBe(false);
});

test.each([
  ...SETS,
  ...LEAVES.filter((line) => line !== 'POST /conversations'),
  ...CREATES,
  ...STARTS,
  ...BILLS,
])('%s is not sent in an estimate', async (line) => {
  answer = 200;
  const call = estimated();

  await send(line, call);

  expect(arrived).toEqual([]);
  expect(call.dryRun?.hasStopped).toBe(true);
});
