import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callsFor, curveOf } from '../../bench/routing/curve.ts';
import { readCsv } from '../../bench/routing/read-csv.ts';

const SCRIPT = join(import.meta.dirname, '../../bench/routing/run.ts');
const HEADING = 'prompt,mistralai/Mixtral-8x7B-Instruct-v0.1,gpt-4-1106-preview';
const HARD = 'Prove that 7 is prime, and explain why each step must hold.';
let folder: string;

const write = (path: string, text: string): void => {
  const file = join(folder, 'routellm', 'evals', path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
};
const run = (...args: string[]) => spawnSync(process.execPath, [SCRIPT, ...args], { encoding: 'utf8' });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'openai-mcp-host-'));
  const rows = `${HEADING}\n"${HARD}",False,True\n"Hello, hello.",True,True\n"Hi, hi. Known from training.",False,True\n`;
  const left = `${JSON.stringify({ eval_prompt: 'Hi, hi. Known from training.' })}\n`;
  for (const subject of ['a', 'b']) write(`mmlu/responses/mmlu_${subject}.csv`, rows);
  write('mmlu/contaminated_prompts.jsonl', left);
  write('gsm8k/gsm8k_responses.csv', `${rows}"${HARD} Again.",False,True\n`);
  write('gsm8k/contaminated_prompts.jsonl', left);
  write('mt_bench/contaminated_prompts.jsonl', '');
  write('mt_bench/question.jsonl', `${JSON.stringify({ question_id: 1, turns: [HARD, 'And 9?'] })}\n`);
  const scored = (model: string, score: number) =>
    `${JSON.stringify({ question_id: 1, model, score })}\n${JSON.stringify({ question_id: 1, model, score: score + 2 })}\n`;
  write(
    'mt_bench/judgements.jsonl',
    scored('mistralai/Mixtral-8x7B-Instruct-v0.1', 4) + scored('gpt-4-1106-preview', 7),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a router that knows everything wins the whole gap with the prompts that are worth it', () => {
  const pairs = [1, 0, 0, 0].map((strong) => ({ weak: 0, strong }));

  const best = curveOf(pairs, [9, 1, 2, 3]);
  const worst = curveOf(pairs, [0, 1, 2, 3]);

  expect([callsFor(best, 0.8), callsFor(worst, 0.8)]).toEqual([0.25, 1]);
  expect([best.area, worst.area]).toEqual([0.875, 0.125]);
});

test('prompts of one score count as drawn by lot', () => {
  const { area } = curveOf(
    [{ weak: 0, strong: 1 }, ...Array(9).fill({ weak: 0, strong: 0 })],
    Array(10).fill(3),
  );

  expect(area).toBeCloseTo(0.5);
});

test('cells of a CSV hold commas, quotes and lines', () => {
  expect(readCsv('a,b\n"x, ""y""\nz",1\nplain,\n')).toEqual([
    { a: 'x, "y"\nz', b: '1' },
    { a: 'plain', b: '' },
  ]);
});

test('measures every other subject, without what RouteLLM was trained with', () => {
  const { stdout, status } = run(folder, '--json');

  const { benchmarks } = JSON.parse(stdout) as { benchmarks: Record<string, unknown>[] };
  expect(status).toBe(0);
  expect(benchmarks).toMatchObject([
    { benchmark: 'MMLU', prompts: 2, weak: 0.5, strong: 1 },
    { benchmark: 'GSM8K', prompts: 1 },
    { benchmark: 'MT-Bench', prompts: 1, weak: 5, strong: 8 },
  ]);
  const [mmlu] = benchmarks as { routers: { router: string; calls: Record<string, number> }[] }[];
  expect(mmlu?.routers.find(({ router }) => router.startsWith('ours'))?.calls['0.95']).toBe(0.5);
});

test('a folder that is something else is told from a missing argument', () => {
  const [wrong, none] = [run(tmpdir()), run()];

  expect([wrong.status, none.status]).toEqual([1, 2]);
  expect(wrong.stderr).toContain("can't be read as a checkout of RouteLLM");
});
