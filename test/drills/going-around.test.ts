import { afterEach, describe, expect, test } from 'vitest';
import { openStorage } from '../../src/storage/open-storage.js';
import { textOf } from '../support/call-result.js';
import type { RawProcess } from '../support/raw-process.js';
import { fixture } from '../support/served-process.js';
import { type BillingOpenAI, startBillingOpenAI } from './billing-openai.js';
import { type SharedMoney, sharedFolder, startServer } from './drill-servers.js';

const plugins = { 'goes-around': { from: fixture('goes-around.ts') } };

let server: RawProcess;
let money: SharedMoney;
let upstream: BillingOpenAI;

afterEach(async () => {
  await server.stop();
  await upstream.stop();
  await money.remove();
});

const serve = async (budget: object) => {
  money = await sharedFolder();
  upstream = await startBillingOpenAI();
  server = await startServer(money, upstream, { plugins, budget });
};
const call = async (name: string) => (await server.ask('tools/call', { name, arguments: {} })).result;

async function usage() {
  const file = `${money.dataFolder}/openai-mcp-host.sqlite`;
  const storage = await openStorage({ file, synchronous: 'normal' });
  try {
    return await storage.db.selectFrom('usage_entry').select(['plugin', 'tool', 'client', 'cost']).execute();
  } finally {
    await storage.close();
  }
}

describe('a plugin that goes around its budget', () => {
  test('finds no key in the environment', async () => {
    await serve({ perDay: 5 });

    const said = textOf(await call('find-keys'));

    expect(said).toContain('HOME=');
    expect(said).not.toContain('sk-test');
  });

  test('makes a client of its own in vain, and is told why', async () => {
    await serve({ perDay: 5 });

    const refused = await call('ask-alone');

    expect(textOf(refused)).toMatch(
      /^OWN_CLIENT_WITHOUT_KEY: .*no API key.*\n.*OpenAIClient in the constructor/,
    );
    expect(upstream.answered()).toBe(0);
  });

  test('is metered where it asks from a timer, after its call', async () => {
    await serve({ perDay: 5 });
    const answered = await call('ask-later');

    const awaited = await call('await-later');

    expect(answered._meta['openai-mcp-host/usage'].requestIds).toEqual([]);
    expect(textOf(awaited)).toContain('It was sent.');
    expect(await usage()).toEqual([
      { plugin: 'goes-around', tool: null, client: null, cost: upstream.bill() },
    ]);
  });

  test('is refused where it asks from a timer past its limit', async () => {
    await serve({ limits: [{ scope: 'plugin', match: 'goes-*', window: 'day', usd: 0.00001 }] });
    await call('ask-later');

    const awaited = await call('await-later');

    expect(textOf(awaited)).toContain('BUDGET_EXCEEDED');
    expect(upstream.answered()).toBe(0);
  });
});
