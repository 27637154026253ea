import type { Method } from './check-example.js';
import type { InspectedFile } from './inspected-file.js';

const FEWEST = 10;
const ADVISED = 50;
const MOST_SAME = 0.6;
const MOST_LONGER = 0.9;
const RARE = 0.05;

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** What is wrong with a file as a whole. */
export function judgeFile(file: InspectedFile, method: Method, training?: InspectedFile): void {
  const { faults, examples, answers, withSystem, preferredLonger, seen } = file;
  if (examples === 0) {
    faults.error('empty', 'The file has no examples.', 'Write one example on each line.');
    return;
  }
  if (training === undefined) judgeSize(examples, faults);
  else if (examples > training.examples)
    faults.warn(
      'validation-larger',
      'The validation file has more examples than the training file.',
      'Keep 10 to 20 % of the examples for validation.',
    );
  const most = Math.max(0, ...answers.values());
  if (examples >= FEWEST && most / examples > MOST_SAME)
    faults.warn(
      'imbalance',
      `${percent(most / examples)} of the answers are the same.`,
      'Balance the examples, or the model learns to say just that.',
    );
  const systemShare = withSystem / examples;
  if (systemShare > RARE && systemShare < 1 - RARE)
    faults.warn(
      'system-mixed',
      `Only ${percent(systemShare)} of the examples have a system message.`,
      'Use the same kind of instructions in all, as later with the model.',
    );
  if (method === 'dpo' && examples >= FEWEST && preferredLonger / examples > MOST_LONGER)
    faults.warn(
      'length-bias',
      `The preferred answer is the longer one in ${percent(preferredLonger / examples)} of the examples.`,
      'Mix lengths, or the model learns to be long.',
    );
  if (seen.isFull)
    faults.warn(
      'too-many-to-compare',
      'Duplicates were looked for among the first 500,000 examples.',
      'Split the file to compare all of them.',
    );
}

function judgeSize(examples: number, faults: InspectedFile['faults']): void {
  if (examples < FEWEST)
    faults.error(
      'too-few',
      `It has ${examples} examples; OpenAI wants at least ${FEWEST}.`,
      'Add examples: 50 to 100 show a difference.',
    );
  else if (examples < ADVISED)
    faults.warn(
      'few',
      `It has ${examples} examples; OpenAI sees clear differences from ${ADVISED} on.`,
      'Add examples, or take it as a first try.',
    );
}
