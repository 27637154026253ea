import type { TourStop } from './tour-stop.js';

const EXAMPLES = `data:application/jsonl;base64,${Buffer.from(
  Array.from({ length: 50 }, (_, at) => {
    const messages = [
      { role: 'system', content: 'Name lighthouses.' },
      { role: 'user', content: `Which light stands on rock ${at}?` },
      { role: 'assistant', content: `The light of rock ${at}, lit since ${1800 + at}.` },
    ];
    return `${JSON.stringify({ messages })}\n`;
  }).join(''),
).toString('base64')}`;

const MODEL = 'gpt-4.1-mini';
const stop = (title: string, tool: string, more: object = {}): TourStop => ({
  title,
  tool,
  sandboxOnly: true,
  arguments: ({ tuning }) => ({ id: tuning ?? '', ...more }),
});

/** A model is trained, as the sandbox does it: a little further with every look. */
export const TUNING_STOPS: readonly TourStop[] = [
  {
    title: 'Check examples before a model is trained on them',
    tool: 'validate-training-data',
    arguments: () => ({ training_file: EXAMPLES, model: MODEL }),
  },
  {
    title: 'Train a model on them',
    tool: 'create-fine-tuning-job',
    sandboxOnly: true,
    arguments: () => ({ model: MODEL, training_file: EXAMPLES, suffix: 'lights' }),
  },
  stop('See whether its files are good', 'get-fine-tuning-job'),
  stop('See it start', 'get-fine-tuning-job'),
  stop('Pause it', 'pause-fine-tuning-job'),
  stop('Go on', 'resume-fine-tuning-job'),
  stop('Draw its loss so far', 'get-fine-tuning-job', { chart: true }),
  stop('Read what it tells of itself', 'list-fine-tuning-events', { limit: 5 }),
  stop('See what it kept on its way', 'list-fine-tuning-checkpoints'),
  { title: 'List all of them', tool: 'list-fine-tuning-jobs', sandboxOnly: true, arguments: () => ({}) },
  stop('Stop it', 'cancel-fine-tuning-job'),
];
