import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { type TestHost, testHost } from 'openai-mcp-host/testing';

/** What the Frankfurter API answers, by path; anything else is 404, as there. */
const ANSWERS: Record<string, unknown> = {
  '/v1/latest?base=EUR': { amount: 1, base: 'EUR', date: '2026-11-20', rates: { USD: 1.25, JPY: 180.5 } },
  '/v1/currencies': { EUR: 'Euro', USD: 'United States Dollar' },
};

let api: Server;
let asked: string[] = [];
let status = 200;
let host: TestHost;

before(async () => {
  api = createServer((request, response) => {
    asked.push(request.url ?? '');
    const body = ANSWERS[request.url ?? ''];
    response.writeHead(body === undefined ? 404 : status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body ?? { message: 'not found' }));
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
});

after(() => {
  api.close();
});

beforeEach(async () => {
  asked = [];
  status = 200;
  const { port } = api.address() as AddressInfo;
  host = await testHost({
    plugins: [new URL('.', import.meta.url)],
    config: { plugins: { currency: { settings: { url: `http://127.0.0.1:${port}/v1` } } } },
  });
});

afterEach(() => host.close());

test('converts at the rate of the day', async () => {
  const { structured, text } = await host.callTool('convert-money', { amount: 20, from: 'EUR', to: 'USD' });

  assert.deepEqual(structured, { amount: 25, rate: 1.25, date: '2026-11-20' });
  assert.equal(text, '20 EUR are 25 USD at the rate of 2026-11-20.');
});

test('asks once for the rates of a currency', async () => {
  await host.callTool('convert-money', { amount: 1, from: 'EUR', to: 'USD' });
  await host.callTool('convert-money', { amount: 1, from: 'EUR', to: 'JPY' });

  assert.deepEqual(asked, ['/v1/latest?base=EUR']);
});

test('says where the codes are when a currency is unknown', async () => {
  const from = await host.callTool('convert-money', { amount: 1, from: 'XXX', to: 'USD' });
  const to = await host.callTool('convert-money', { amount: 1, from: 'EUR', to: 'XXX' });

  assert.equal(from.error?.code, 'CURRENCY_UNKNOWN');
  assert.equal(to.error?.code, 'CURRENCY_UNKNOWN');
  assert.match(to.error.hint ?? '', /list-currencies/);
});

test('lists the currencies', async () => {
  const { structured } = await host.callTool('list-currencies');

  assert.deepEqual(structured, { currencies: { EUR: 'Euro', USD: 'United States Dollar' } });
});

test('keeps no failed answer', async () => {
  status = 503;
  const failed = await host.callTool('list-currencies');
  status = 200;
  const listed = await host.callTool('list-currencies');

  assert.equal(failed.error?.code, 'RATES_UNAVAILABLE');
  assert.equal(listed.error, undefined);
});
