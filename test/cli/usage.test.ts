import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ENGINES, type FreshStorage, freshStorage } from '../support/fresh-storage.js';
import { entryOf, SUBJECT } from '../support/ledger-cases.js';
import { configFolder } from '../support/served-process.js';
import { type Run, runBin } from './run-bin.js';

describe.each(ENGINES)('usage on %s', (engine) => {
  let fresh: FreshStorage;
  let folder: string;
  beforeEach(async () => {
    fresh = await freshStorage(engine);
    folder = await configFolder({ budget: { perMonth: 10 } });
  });
  afterEach(() => fresh.drop());

  const usage = (...args: string[]): Promise<Run> => {
    const env: Record<string, string> =
      'url' in fresh.place
        ? { OPENAI_MCP_DATABASE_URL: fresh.place.url }
        : { OPENAI_MCP_DATA_DIR: join(fresh.place.file, '..') };
    return runBin(['usage', ...args], { folder, env });
  };
  const spendSome = async () => {
    const { ledger } = await fresh.open();
    const at = Date.now() - 1000;
    await ledger.settle(entryOf(randomUUID(), 1_500_000_000n, { at, inputTokens: 12_345 }));
    await ledger.settle(
      entryOf(randomUUID(), 500_000_000n, {
        at,
        subject: { ...SUBJECT, model: '=gpt,"x"', client: 'cursor' },
      }),
    );
  };

  test('works before anything was spent', async () => {
    const [text, json, csv] = [await usage(), await usage('--json'), await usage('--csv')];

    expect([text.code, json.code, csv.code]).toEqual([0, 0, 0]);
    expect(text.stdout).toContain('Nothing was spent in this time.');
    expect(JSON.parse(json.stdout)).toMatchObject({ total: { requests: 0 }, lines: [], forecast: null });
    expect(csv.stdout).toMatch(/^day,model,requests,/);
  });

  test('prints tables for people, with aligned figures and without colours in a pipe', async () => {
    await spendSome();

    const { code, stdout } = await usage();

    expect(code).toBe(0);
    expect(stdout).toMatch(/^gpt-5\.4-mini +1 +12,345 +0 +5 +1\.5000 +75\.0 %$/m);
    expect(stdout).toMatch(/^Total +2 +12,355 +0 +10 +2\.0000$/m);
    expect(stdout).toMatch(/^all +month +hard +10\.0000 +2\.0000 +0\.0000 +8\.0000 /m);
    expect(stdout).not.toContain('\u001B');
  });

  test('a client by whatever name steers no terminal, begins no line and shifts no column', async () => {
    const { ledger } = await fresh.open();
    for (const client of ['evil\u001B[31m\nTotal', '日本語'])
      await ledger.settle(
        entryOf(randomUUID(), 1_000_000_000n, { at: Date.now() - 1000, subject: { ...SUBJECT, client } }),
      );

    const { stdout } = await usage('--by', 'client');

    expect(stdout).not.toContain('\u001B');
    const lines = stdout.split('\n').filter((line) => /^(evil|日)/.test(line));
    expect(lines).toEqual([
      expect.stringMatching(/^evil�\[31m�Total +1 /),
      expect.stringMatching(/^日本語 +1 /),
    ]);
    expect(lines[0]!.indexOf(' 1 ') - lines[1]!.indexOf(' 1 ')).toBe('日本語'.length);
  });

  test('prints the same as JSON and as CSV that no spreadsheet runs', async () => {
    await spendSome();

    const [json, csv] = [
      await usage('--json', '--by', 'client,model'),
      await usage('--csv', '--by', 'model'),
    ];

    expect(JSON.parse(json.stdout)).toMatchObject({
      total: { requests: 2, costUsd: 2 },
      lines: [
        { client: 'claude', model: 'gpt-5.4-mini', costUsd: 1.5 },
        { client: 'cursor', costUsd: 0.5 },
      ],
      budgets: [{ on: 'all', window: 'month', spentUsd: 2, leftUsd: 8 }],
    });
    expect(csv.stdout.trim().split('\n')).toEqual([
      'model,requests,cached_requests,unpriced_requests,input_tokens,cached_input_tokens,output_tokens,cost_usd,held_usd',
      'gpt-5.4-mini,1,0,0,12345,0,5,1.5,0',
      `"'=gpt,""x""",1,0,0,10,0,5,0.5,0`,
    ]);
  });

  test('draws a chart', async () => {
    await spendSome();

    const svg = await usage('--chart', 'spending.svg');
    const png = await usage('--chart', 'spending.png');

    expect([svg.code, png.code]).toEqual([0, 0]);
    expect(await readFile(join(folder, 'spending.svg'), 'utf8')).toContain('gpt-5.4-mini');
    expect((await readFile(join(folder, 'spending.png'))).subarray(1, 4).toString()).toBe('PNG');
  });
});

test('a chart that can not be written is one fault, and no figures go before it', async () => {
  const { code, stdout } = await runBin(['usage', '--json', '--chart', 'nowhere/spending.svg']);

  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ faults: [{ code: 'FILE_NOT_SAVED' }] });
});

test('what the stand-in would have cost is told apart', async () => {
  const folder = await configFolder();
  const env = { OPENAI_MCP_DATA_DIR: join(folder, 'data') };
  const question = ['chat-completion', '{"messages":[{"role":"user","content":"Hi"}]}'];
  await runBin(['call', ...question, '--sandbox'], { folder, env });

  const spent = await runBin(['usage', '--json'], { folder, env });
  const madeUp = await runBin(['usage', '--json', '--sandbox'], { folder, env });

  expect(JSON.parse(spent.stdout)).toMatchObject({ total: { requests: 0 } });
  expect(JSON.parse(madeUp.stdout)).toMatchObject({ total: { requests: 1 } });
});

test('usage --reconcile prints report and record as tables, JSON and CSV that no spreadsheet runs', async () => {
  const results = [{ amount: { value: '0.50', currency: 'usd' }, line_item: '=cmd', project_id: 'proj_a' }];
  const day = Math.floor(Date.now() / 86_400_000) * 86_400;
  const seen: (string | undefined)[] = [];
  const upstream = createServer((request, response) => {
    seen.push(request.url, request.headers.authorization);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ data: [{ start_time: day, results }], has_more: false, next_page: null }));
  });
  await new Promise<void>((listening) => upstream.listen(0, '127.0.0.1', listening));
  const { port } = upstream.address() as AddressInfo;
  const env = { OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`, OPENAI_ADMIN_KEY: 'sk-admin-tell-nobody' };
  const run = (...args: string[]) => runBin(['usage', '--reconcile', '--days', '1', ...args], { env });

  const [tables, json, csv] = [await run(), await run('--json'), await run('--csv', '--projects', 'proj_a')];
  upstream.close();

  expect([tables.code, json.code, csv.code]).toEqual([0, 0, 0]);
  expect(tables.stdout).toMatch(/^=cmd +0\.500000 +0\.000000 +\+0\.500000$/m);
  expect(tables.stderr).toContain('may still grow');
  expect(JSON.parse(json.stdout)).toMatchObject({ total: { differenceUsd: 0.5 }, lines: [{ in: 'report' }] });
  expect(csv.stdout).toMatch(/^\d{4}-\d\d-\d\d,'=cmd,'=cmd,report,0\.5,0,0\.5,0,0,0$/m);
  expect(seen[4]).toContain('project_ids%5B%5D=proj_a');
  expect(seen.filter((_, index) => index % 2 === 1)).toEqual(Array(3).fill('Bearer sk-admin-tell-nobody'));
  expect([tables, json, csv].map(({ stdout, stderr }) => stdout + stderr).join()).not.toContain(
    'tell-nobody',
  );
});

test('usage --reconcile without an admin key says what to set', async () => {
  const { code, stderr } = await runBin(['usage', '--reconcile'], {
    env: { OPENAI_API_KEY: 'sk-test-0123456789' },
  });

  expect(code).toBe(1);
  expect(stderr).toMatch(/^ADMIN_KEY_MISSING .*OPENAI_ADMIN_KEY/);
});

test.each([
  [['--reconcile', '--by', 'model'], '--by does not go with --reconcile'],
  [['--reconcile', '--chart', 'a.svg'], '--chart does not go with --reconcile'],
  [['--by', 'colour'], 'there is no such column'],
  [['--since', 'tomorrow'], '"tomorrow" is no date'],
  [['--days', '0'], 'is no number of days'],
  [['--days', '3', '--since', '2026-01-01'], 'both say where to begin'],
  [['--chart', 'chart.gif'], 'neither .svg nor .png'],
  [['--csv', '--json'], 'cannot be used with'],
])('usage %j is wrong usage', async (args, words) => {
  const { code, stdout, stderr } = await runBin(['usage', ...args]);

  expect(code).toBe(2);
  expect(stdout + stderr).toContain(words);
});

test('usage says that a database can not be used', async () => {
  const folder = await configFolder();
  await writeFile(join(folder, 'data'), 'a file where a folder should be');

  const { code, stderr } = await runBin(['usage'], { folder });

  expect(code).toBe(1);
  expect(stderr).toMatch(/^STORAGE_/);
});
