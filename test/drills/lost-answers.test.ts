import { afterEach, describe, expect, test } from 'vitest';
import { saying } from '../../src/testing/openai-bodies.js';
import type { RawProcess } from '../support/raw-process.js';
import { type BillingOpenAI, type BillingOptions, startBillingOpenAI } from './billing-openai.js';
import { ask, type SharedMoney, sharedFolder, startServer } from './drill-servers.js';
import { figuresOf } from './ledger-figures.js';

let server: RawProcess;
let money: SharedMoney;
let upstream: BillingOpenAI;

afterEach(async () => {
  await server.stop();
  await upstream.stop();
  await money.remove();
});

const serve = async (instead: BillingOptions['instead']) => {
  money = await sharedFolder();
  upstream = await startBillingOpenAI({ instead: instead! });
  server = await startServer(money, upstream, {
    budget: { perDay: 5 },
    openai: { timeoutSeconds: 1, maxRetries: 1 },
  });
};

describe('an answer that never comes whole', () => {
  test.each([
    ['OpenAI never answers', {}, () => ({ hang: true }), 'UPSTREAM_TIMEOUT'],
    [
      'the connection breaks',
      {},
      () => ({ resetAfterBytes: 20, json: { id: 'resp_1' } }),
      'UPSTREAM_CONNECTION_LOST',
    ],
    [
      'a stream ends before its usage',
      { stream: true },
      () => ({ sse: saying(['Yes', ' and', ' no']), cutAfterEvents: 2 }),
      'UPSTREAM_INVALID_RESPONSE',
    ],
    [
      'a stream breaks before its usage',
      { stream: true },
      () => ({ sse: saying(['Yes', ' and', ' no']), resetAfterBytes: 150 }),
      'UPSTREAM_CONNECTION_LOST',
    ],
  ] as const)('is charged as held when %s', async (_, more, instead, code) => {
    await serve(instead);

    const outcome = await ask(server, 200, more);

    const { spent, reserved } = await figuresOf(money);
    expect(outcome).toBe(code);
    expect(upstream.answered()).toBe(1);
    expect(reserved).toBe(0n);
    expect(spent).toBeGreaterThanOrEqual(upstream.bill());
  });

  test('is charged once, however often it was refused before', async () => {
    await serve((_, nth) =>
      nth === 0 ? { status: 500, json: { error: {} }, headers: { 'retry-after-ms': '1' } } : undefined,
    );
    const billed = () => upstream.bill();

    const outcome = await ask(server);

    const { spent, reserved } = await figuresOf(money);
    expect(outcome).toBe('ok');
    expect(upstream.answered()).toBe(2);
    // The stand-in's bill has the one that failed, too, for which OpenAI charges nothing.
    expect(spent).toBeLessThan(billed());
    expect(spent).toBeGreaterThan(0n);
    expect(reserved).toBe(0n);
  });
});
