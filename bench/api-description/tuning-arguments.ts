import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Choices } from './combinations.ts';
import { type Call, NONE } from './given.ts';

const MODEL = 'gpt-4.1-mini';
const AUTO = { n_epochs: 'auto', batch_size: 'auto', learning_rate_multiplier: 'auto' };
const FIXED = { n_epochs: 2, batch_size: 8, learning_rate_multiplier: 0.5 };
const GRADERS = [
  { type: 'string_check', name: 'same', input: '{{ sample.output_text }}', reference: 'b', operation: 'eq' },
  {
    type: 'text_similarity',
    name: 'near',
    input: 'a',
    reference: '{{ item.answer }}',
    evaluation_metric: 'rouge_l',
  },
  { type: 'python', name: 'script', source: 'def grade(sample, item): return 1.0', image_tag: '2025-05-08' },
  {
    type: 'score_model',
    name: 'judge',
    model: 'gpt-4.1',
    input: [{ role: 'user', content: 'Score it.' }],
    range: [0, 1],
    sampling_params: { temperature: 0 },
  },
];
const SEARCH = {
  reasoning_effort: 'low',
  compute_multiplier: 1.5,
  eval_interval: 5,
  eval_samples: 2,
  ...FIXED,
};

/** Looks after which the stand-in trains, and after which some of it is done. */
const [RUNNING, UNDER_WAY] = [2, 3];

/** The tools of fine-tuning; a person agrees to nothing here, so the config asks nobody. */
export async function tuningArguments(folder: string, call: Call): Promise<Record<string, Choices>> {
  const asking = (at: number) => ({ role: 'user', content: `Which light is on rock ${at}?` });
  const assistant = (content: string) => ({ role: 'assistant', content });
  const write = (name: string, example: (at: number) => object): string => {
    const lines = Array.from({ length: 20 }, (_, at) => JSON.stringify(example(at)));
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
    return name;
  };
  const chat = (at: number) => ({ messages: [asking(at), assistant(`Light ${at}`)] });
  const chats = write('chats.jsonl', chat);
  let seed = 0;
  /** Each of its own seed: of the same order, the job that is there is given back. */
  const started = async (looks: number) => {
    seed += 1;
    const order = { model: MODEL, training_file: chats, seed };
    const { structuredContent } = await call('create-fine-tuning-job', order);
    const { id } = structuredContent as { id: string };
    for (let look = 0; look < looks; look += 1) await call('get-fine-tuning-job', { id });
    return id;
  };
  const jobs = async (looks: number) => [await started(looks), await started(looks), await started(looks)];
  const id = await started(UNDER_WAY);
  const paused = await jobs(RUNNING);
  for (const each of paused) await call('pause-fine-tuning-job', { id: each });
  const paging = { id: [id], limit: [NONE, 1, 100], after: [NONE] };
  const pair = (at: number) => ({
    input: { messages: [asking(at)] },
    preferred_output: [assistant(`Light ${at}`)],
    non_preferred_output: [assistant('None.')],
  });
  const question = (at: number) => ({ messages: [asking(at)], answer: `Light ${at}` });
  const [pairs, otherPairs] = [
    write('pairs.jsonl', pair),
    write('other-pairs.jsonl', (at) => pair(at + 100)),
  ];
  const questions = write('questions.jsonl', question);
  const otherQuestions = write('other-questions.jsonl', (at) => question(at + 100));
  const otherChats = write('other-chats.jsonl', (at) => chat(at + 100));
  const both = (training_file: string, validation_file: string, method: object | undefined) => [
    { training_file, method },
    { training_file, validation_file, method },
  ];
  return {
    'validate-training-data': {
      training_file: [chats, pairs, questions],
      validation_file: [NONE, chats],
      method: [NONE, 'supervised', 'dpo', 'reinforcement'],
      model: [NONE, MODEL],
      n_epochs: [NONE, 3],
      grader: [NONE, GRADERS[1]],
    },
    'create-fine-tuning-job': {
      model: [MODEL, 'gpt-4o'],
      'training_file, validation_file, method': [
        ...[
          NONE,
          { type: 'supervised' },
          { type: 'supervised', supervised: { hyperparameters: AUTO } },
          { type: 'supervised', supervised: { hyperparameters: FIXED } },
        ].flatMap((method) => both(chats, otherChats, method)),
        ...[
          { beta: 0.2, ...FIXED },
          { beta: 'auto', ...AUTO },
        ].flatMap((hyperparameters) => both(pairs, otherPairs, { type: 'dpo', dpo: { hyperparameters } })),
        ...GRADERS.flatMap((grader) =>
          both(questions, otherQuestions, {
            type: 'reinforcement',
            reinforcement: { grader, hyperparameters: SEARCH },
          }),
        ),
      ],
      suffix: [NONE, 'house'],
      seed: [NONE, 7],
      metadata: [NONE, { house: 'one' }],
    },
    'list-fine-tuning-jobs': { limit: [NONE, 1], after: [NONE, id] },
    'get-fine-tuning-job': { id: [id], chart: [NONE, true] },
    'list-fine-tuning-events': paging,
    'list-fine-tuning-checkpoints': paging,
    'pause-fine-tuning-job': { id: await jobs(RUNNING) },
    'resume-fine-tuning-job': { id: paused },
    'cancel-fine-tuning-job': { id: await jobs(RUNNING) },
  };
}
