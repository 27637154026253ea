import type { Fault } from './faults.js';
import type { InspectedFile } from './inspected-file.js';
import type { Inspection } from './training-data.js';

/** Faults that a result shows; the rest is in a file. */
export const SHOWN = 20;

export interface ShownFault extends Fault {
  file: 'training' | 'validation';
}

/** What a file holds, as data. */
export const factsOf = ({ examples, tokens, images, longest, overLimit, faults }: InspectedFile) => ({
  examples,
  tokens,
  ...(images > 0 && { images }),
  longest_tokens: longest,
  ...(overLimit > 0 && { over_limit: overLimit }),
  errors: faults.errors,
  warnings: faults.warnings,
  ...(faults.total > 0 && { counts: faults.counts }),
});

/** Of both files, errors first, and by line. */
export function faultsOf({ training, validation }: Inspection): ShownFault[] {
  const all: ShownFault[] = [
    ...training.faults.kept.map((fault) => ({ file: 'training' as const, ...fault })),
    ...(validation?.faults.kept ?? []).map((fault) => ({ file: 'validation' as const, ...fault })),
  ];
  return all.sort(
    (one, other) =>
      one.level.localeCompare(other.level) ||
      one.file.localeCompare(other.file) ||
      (one.line ?? 0) - (other.line ?? 0),
  );
}

export const totalOf = ({ training, validation }: Inspection): number =>
  training.faults.total + (validation?.faults.total ?? 0);

export const errorsOf = ({ training, validation }: Inspection): number =>
  training.faults.errors + (validation?.faults.errors ?? 0);

/** One fault on one line. */
export function faultLine({ file, line, level, code, message, fix }: ShownFault): string {
  const place = line === undefined ? file : `${file} line ${line}`;
  return `- ${place}, ${level} ${code}: ${message} ${fix}`;
}

/** One fault in a sentence. */
export function faultWords({ file, line, message, fix }: ShownFault): string {
  return `In the ${file} file${line === undefined ? '' : `, line ${line}`}: ${message} ${fix}`;
}

/** What is in the files, for the model to read. */
export function dataText(inspection: Inspection, shown: readonly ShownFault[]): string {
  const total = totalOf(inspection);
  const errors = errorsOf(inspection);
  const verdict =
    errors > 0
      ? `Not ready: ${count(errors, 'error')}, ${count(total - errors, 'warning')}.`
      : `Ready to train on${total > 0 ? `, with ${count(total, 'warning')}` : ''}.`;
  return [
    verdict,
    wordsOn('Training', inspection.training),
    ...(inspection.validation === undefined ? [] : [wordsOn('Validation', inspection.validation)]),
    ...(shown.length === 0 ? [] : ['', ...shown.map(faultLine)]),
    ...(total > shown.length ? [`… and ${total - shown.length} more.`] : []),
  ].join('\n');
}

function wordsOn(name: string, { examples, tokens, images, longest, overLimit }: InspectedFile): string {
  const facts = [
    count(examples, 'example'),
    `${tokens.toLocaleString('en-US')} tokens`,
    ...(images > 0 ? [count(images, 'picture')] : []),
    `the longest has ${longest.toLocaleString('en-US')}`,
    ...(overLimit > 0 ? [`${overLimit} too long`] : []),
  ];
  return `${name}: ${facts.join(', ')}.`;
}

const count = (number: number, noun: string): string =>
  `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
