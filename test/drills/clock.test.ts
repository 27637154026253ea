import { afterEach, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load-config.js';
import type { OpenAIClient } from '../../src/plugin-api/openai-client.js';
import { createServices, type Services } from '../../src/services/create-services.js';
import { openStorage } from '../../src/storage/open-storage.js';
import { type BillingOpenAI, MODEL, startBillingOpenAI } from './billing-openai.js';
import { type SharedMoney, sharedFolder } from './drill-servers.js';

const BEFORE = Date.parse('2026-03-28T22:59:59.900Z');
const HOUR_MS = 3_600_000;

let now: number;
let services: Services;
let money: SharedMoney;
let upstream: BillingOpenAI;

afterEach(async () => {
  await services.stop();
  await upstream.stop();
  await money.remove();
});

/** The services of a server whose clock the drill sets, 100 ms before midnight in Berlin. */
async function serve(usd: number, instead?: () => undefined): Promise<OpenAIClient> {
  now = BEFORE;
  money = await sharedFolder();
  upstream = await startBillingOpenAI(instead && { instead });
  const loaded = await loadConfig({
    document: {
      budget: { perDay: usd, timeZone: 'Europe/Berlin' },
      cache: { enabled: false },
      logLevel: 'silent',
    },
    env: {
      OPENAI_MCP_DATA_DIR: money.dataFolder,
      OPENAI_BASE_URL: upstream.baseURL,
      OPENAI_API_KEY: 'sk-test',
    },
    cwd: money.dataFolder,
  });
  services = createServices(loaded, undefined, { now: () => now });
  return (await services.source('OpenAIClient', 'text')) as OpenAIClient;
}

const ask = (client: OpenAIClient) =>
  client.responses.create({ model: MODEL, input: 'Is it?', max_output_tokens: 200 }).then(
    () => 'ok',
    (error) => error.cause.code,
  );

/** What every day has spent, the earliest first. */
async function days(): Promise<{ day: string; spent: bigint; reserved: bigint }[]> {
  const file = `${money.dataFolder}/openai-mcp-host.sqlite`;
  const storage = await openStorage({ file, synchronous: 'normal' });
  try {
    const windows = await storage.db.selectFrom('ledger_window').selectAll().orderBy('starts_at').execute();
    return windows.map(({ starts_at, spent, reserved }) => ({
      day: new Date(starts_at).toISOString(),
      spent,
      reserved,
    }));
  } finally {
    await storage.close();
  }
}

describe('a clock that jumps over the end of a day', () => {
  test('while a request is under way leaves it in the day in which it was held', async () => {
    const client = await serve(5, () => {
      now = BEFORE + HOUR_MS;
      return undefined;
    });

    await ask(client);

    expect(await days()).toEqual([{ day: '2026-03-27T23:00:00.000Z', spent: upstream.bill(), reserved: 0n }]);
  });

  test('opens a new day, and jumping back finds the old one as full as it was', async () => {
    const client = await serve(0.00015);
    const first = await untilRefused(client);
    const billed = upstream.bill();
    now += 200;
    const second = await untilRefused(client);
    now -= 200;

    const back = await ask(client);

    const [one, other] = await days();
    expect(first).toBeGreaterThan(0);
    expect(second).toBeGreaterThan(0);
    expect(back).toBe('BUDGET_EXCEEDED');
    expect(one).toEqual({ day: '2026-03-27T23:00:00.000Z', spent: billed, reserved: 0n });
    expect(other).toEqual({ day: '2026-03-28T23:00:00.000Z', spent: upstream.bill() - billed, reserved: 0n });
  });
});

async function untilRefused(client: OpenAIClient): Promise<number> {
  for (let answered = 0; ; answered++) if ((await ask(client)) !== 'ok') return answered;
}
