import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { runBin } from '../cli/run-bin.js';
import type { RawProcess } from '../support/raw-process.js';
import { type BillingOpenAI, startBillingOpenAI } from './billing-openai.js';
import { ask, type SharedMoney, sharedFolder, startServer } from './drill-servers.js';

const FILE = 'openai-mcp-host.sqlite';
const HARD = { perDay: 5 };
const SOFT = { limits: [{ scope: 'plugin', match: '*', window: 'day', usd: 5, mode: 'soft' }] };

let server: RawProcess | undefined;
let money: SharedMoney;
let upstream: BillingOpenAI;

afterEach(async () => {
  await server?.stop();
  server = undefined;
  await upstream?.stop();
  await money.remove();
});

const start = async (budget: object) => {
  upstream = await startBillingOpenAI();
  server = await startServer(money, upstream, { budget });
  return server;
};

/** Every file of the database, overwritten in its place. */
async function damage(folder: string): Promise<void> {
  for (const name of (await readdir(folder)).filter((each) => each.startsWith(FILE))) {
    const { size } = await stat(join(folder, name));
    await writeFile(join(folder, name), Buffer.alloc(size, 'damaged '), { flag: 'r+' });
  }
}

describe('a ledger that is damaged under a running server', () => {
  test('refuses what a hard limit is on, and says so', async () => {
    money = await sharedFolder();
    const served = await start(HARD);
    const before = await ask(served);
    await damage(money.dataFolder);

    const after = [await ask(served), await ask(served)];

    const { result } = await served.ask('tools/list');
    expect(before).toBe('ok');
    expect(after).toEqual(['BUDGET_UNAVAILABLE', 'BUDGET_UNAVAILABLE']);
    expect(upstream.answered()).toBe(1);
    expect(served.stderr().match(/The ledger can't be used; requests are refused/g)).toHaveLength(1);
    expect(served.stderr()).toContain('STORAGE_CORRUPT');
    expect(result.tools.length).toBeGreaterThan(5);
  });

  test('lets pass what only soft limits are on, and says so once', async () => {
    money = await sharedFolder();
    const served = await start(SOFT);
    await ask(served);
    await damage(money.dataFolder);

    const after = [await ask(served), await ask(served)];

    expect(after).toEqual(['ok', 'ok']);
    expect(served.stderr().match(/The ledger can't be used; requests go on uncounted/g)).toHaveLength(1);
  });
});

const BROKEN: [what: string, code: string, make: () => Promise<SharedMoney>][] = [
  [
    'an unreachable database',
    'STORAGE_UNAVAILABLE',
    async () => ({ ...(await sharedFolder()), url: 'postgres://me@127.0.0.1:9/costs' }),
  ],
  [
    'a file that is no database',
    'STORAGE_CORRUPT',
    async () => {
      const shared = await sharedFolder();
      await writeFile(join(shared.dataFolder, FILE), 'Dear diary, '.repeat(1000));
      return shared;
    },
  ],
  [
    'a folder in the place of the file',
    'STORAGE_UNAVAILABLE',
    async () => {
      const shared = await sharedFolder();
      await mkdir(join(shared.dataFolder, FILE));
      return shared;
    },
  ],
];

describe.each(BROKEN)('%s', (_, code, make) => {
  test('is said at the start of a server with a hard limit, which still lists its tools', async () => {
    money = await make();

    const served = await start(HARD);
    const { result } = await served.ask('tools/list');

    await expect.poll(() => served.stderr(), { timeout: 20_000 }).toContain(code);
    expect(served.stderr()).toContain("hard limits can't be kept");
    expect(result.tools.length).toBeGreaterThan(5);
    expect(await ask(served)).toBe('BUDGET_UNAVAILABLE');
    expect(upstream.answered()).toBe(0);
  });

  test('is one fault of `check`', async () => {
    money = await make();
    upstream = await startBillingOpenAI();

    const { stdout, code: exit } = await runBin(['check', '--json'], {
      config: { budget: HARD },
      env: {
        OPENAI_API_KEY: 'sk-test',
        OPENAI_MCP_DATA_DIR: money.dataFolder,
        ...(money.url && { OPENAI_MCP_DATABASE_URL: money.url }),
      },
    });

    const { findings } = JSON.parse(stdout) as {
      findings: { state: string; area: string; faults?: object[] }[];
    };
    expect(exit).toBe(1);
    expect(findings.filter(({ state }) => state === 'fault')).toMatchObject([
      { area: 'storage', faults: [{ code, hint: expect.any(String) }] },
    ]);
  });
});

test('a file that is no database is left as it is', async () => {
  money = await BROKEN[1]![2]();
  const file = join(money.dataFolder, FILE);
  const before = await readFile(file, 'utf8');
  const served = await start(HARD);

  await ask(served);

  expect(await readFile(file, 'utf8')).toBe(before);
});
