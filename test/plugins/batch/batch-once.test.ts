import { afterEach, beforeEach, expect, test } from 'vitest';
import { type BatchHost, batchHost } from './batch-host.js';

let host: BatchHost;
beforeEach(async () => {
  host = await batchHost();
});
afterEach(() => host.close());

const ONCE = ['POST /files', 'POST /batches'];
const order = { requests: ['Hi', 'Ho'] };

test('the same requests make one batch, and other metadata another', async () => {
  const first = await host.call('create-batch', order);
  const again = await host.call('create-batch', order);
  const other = await host.call('create-batch', { ...order, metadata: { run: 'two' } });

  expect(again.structured.id).toBe(first.structured.id);
  expect(again.text).toMatch(/created before, at .* nothing was sent again/);
  expect(other.structured.id).not.toBe(first.structured.id);
  expect(host.asked()).toEqual([...ONCE, ...ONCE]);
});

test('the same requests at the same time make one batch', async () => {
  const all = await Promise.all([1, 2, 3].map(() => host.call('create-batch', order)));

  expect(new Set(all.map(({ structured }) => structured.id)).size).toBe(1);
  expect(host.asked()).toEqual(ONCE);
});

test.each([
  ['the batch', 'POST /batches', ONCE],
  ['the upload', 'POST /files', ONCE],
])('where the answer to %s was lost, it is found again', async (_, place, asked) => {
  host.openai.reply(place, async (request) => {
    await host.forward(request);
    return { bytes: Buffer.from('x'), resetAfterBytes: 0 };
  });

  const lost = await host.call('create-batch', order);
  const found = await host.call('create-batch', order);

  expect(lost.code).toBe('UPSTREAM_CONNECTION_LOST');
  expect(found.code).toBeUndefined();
  expect(host.asked()).toEqual(asked);
  expect((await host.untilEnded(found.structured.id)).structured.cost_usd).toBeGreaterThan(0);
});

test('a batch that came to nothing is created anew', async () => {
  const first = await host.call('create-batch', order);
  await host.call('cancel-batch', { id: first.structured.id });
  await host.untilEnded(first.structured.id);

  const second = await host.call('create-batch', order);

  expect(second.structured.id).not.toBe(first.structured.id);
});

test('a batch that was refused is uploaded anew, and its file not used again', async () => {
  host.openai.reply('POST /batches', { status: 400, json: { error: { message: 'Bad file.' } } });

  const refused = await host.call('create-batch', order);
  const second = await host.call('create-batch', order);

  expect(refused.code).toBeDefined();
  expect(second.code).toBeUndefined();
  expect(host.asked()).toEqual([...ONCE, ...ONCE]);
});
