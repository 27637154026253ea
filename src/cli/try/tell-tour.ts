import { usageLine } from '../call/usage-line.js';
import { paint } from '../paint.js';
import { print } from '../print.js';
import type { Listener, Visit } from './take-tour.js';

const SHOWN_LINES = 8;
const SHOWN_CHARACTERS = 300;
const WIDTH = 110;

/** Tells the tour to a person while it goes on. */
export function tellTour(stops: number): Listener {
  let number = 0;
  return {
    starts({ title, tool }, args) {
      number += 1;
      print(`\n${paint('bold', `${number}/${stops}  ${title}`)}`);
      print(`asked  ${tool} ${cut(JSON.stringify(args), WIDTH * 2)}`);
    },
    progresses: (message) => print(paint('dim', `  …  ${cut(message.replaceAll(/\s+/g, ' '), WIDTH)}`)),
    ends: (visit) => tellResult(visit),
  };
}

/** For those who read only the end. */
export const SILENT: Listener = { starts: () => {}, progresses: () => {}, ends: () => {} };

function tellResult({ ok, text, files, notes, usage }: Visit): void {
  const [first = '', ...rest] = excerpt(text);
  print(ok ? `got    ${first}` : paint('red', `failed ${first}`));
  for (const line of rest) print(`       ${line}`);
  for (const file of files) print(`file   ${paint('cyan', file)}`);
  for (const note of notes) print(`note   ${note}`);
  if (usage?.model != null) print(paint('dim', `used   ${usageLine(usage)}`));
}

function excerpt(text: string): string[] {
  const lines = text.trim().split('\n');
  const shown = lines.slice(0, SHOWN_LINES).map((line) => cut(line, SHOWN_CHARACTERS));
  return lines.length === shown.length
    ? shown
    : [...shown, `… and ${lines.length - shown.length} more lines`];
}

const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length)} …`;
