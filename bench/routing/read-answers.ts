import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCsv } from './read-csv.ts';

/** How two models answered one prompt: 0 or 1 for wrong or right, 1 to 10 where a judge has scored it. */
export interface AnsweredPrompt {
  prompt: string;
  weak: number;
  strong: number;
  /** Whether weights may be fitted to it: what is fitted to is not reported on. */
  isForFitting: boolean;
}

export interface Benchmark {
  name: string;
  prompts: AnsweredPrompt[];
}

export const WEAK = 'mistralai/Mixtral-8x7B-Instruct-v0.1';
export const STRONG = 'gpt-4-1106-preview';

const jsonLines = <T>(file: string): T[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as T);

/** Prompts that routers of RouteLLM were trained with; it leaves them out, and so do we, so that figures compare. */
const contaminated = (folder: string): Set<string> =>
  new Set(
    jsonLines<{ eval_prompt: string }>(join(folder, 'contaminated_prompts.jsonl')).map(
      ({ eval_prompt }) => eval_prompt,
    ),
  );

const graded = (row: Record<string, string>, isForFitting: boolean): AnsweredPrompt => ({
  prompt: row.prompt ?? '',
  weak: Number(row[WEAK] === 'True'),
  strong: Number(row[STRONG] === 'True'),
  isForFitting,
});

/** Every other subject, by the alphabet, is for fitting: a subject is never on both sides. */
function readMmlu(folder: string): Benchmark {
  const left = contaminated(folder);
  const files = readdirSync(join(folder, 'responses'))
    .filter((file) => file.endsWith('.csv'))
    .sort();
  const prompts = files.flatMap((file, index) =>
    readCsv(readFileSync(join(folder, 'responses', file), 'utf8')).map((row) => graded(row, index % 2 === 0)),
  );
  return { name: 'MMLU', prompts: prompts.filter(({ prompt }) => !left.has(prompt)) };
}

function readGsm8k(folder: string): Benchmark {
  const left = contaminated(folder);
  const rows = readCsv(readFileSync(join(folder, 'gsm8k_responses.csv'), 'utf8'));
  const prompts = rows.filter(({ prompt = '' }) => !left.has(prompt));
  return { name: 'GSM8K', prompts: prompts.map((row, index) => graded(row, index % 2 === 0)) };
}

/** Scores of GPT-4 as a judge, over both turns; routed by the first. */
function readMtBench(folder: string): Benchmark {
  const left = contaminated(folder);
  const scores = new Map<string, number[]>();
  for (const { question_id, model, score } of jsonLines<{
    question_id: number;
    model: string;
    score: number;
  }>(join(folder, 'judgements.jsonl'))) {
    const key = `${question_id} ${model}`;
    scores.set(key, [...(scores.get(key) ?? []), score]);
  }
  const mean = (id: number, model: string): number => {
    const all = scores.get(`${id} ${model}`) ?? [];
    return all.reduce((sum, each) => sum + each, 0) / all.length;
  };
  const questions = jsonLines<{ question_id: number; turns: string[] }>(join(folder, 'question.jsonl'));
  const prompts = questions
    .filter(({ turns }) => !turns.some((turn) => left.has(turn)))
    .map(({ question_id, turns }) => ({
      prompt: turns[0] ?? '',
      weak: mean(question_id, WEAK),
      strong: mean(question_id, STRONG),
      isForFitting: false,
    }));
  return { name: 'MT-Bench', prompts };
}

/** @param folder a checkout of github.com/lm-sys/RouteLLM. */
export function readAnswers(folder: string): Benchmark[] {
  const evals = join(folder, 'routellm', 'evals');
  return [
    readMmlu(join(evals, 'mmlu')),
    readGsm8k(join(evals, 'gsm8k')),
    readMtBench(join(evals, 'mt_bench')),
  ];
}
