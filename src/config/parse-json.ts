import { fault } from '../contracts/fault.js';
import { maskSecrets } from './mask-secrets.js';

const LONGEST_EXCERPT = 160;

/** The value of a JSON text; a mistake is shown with line, column and the line itself, secrets masked. */
export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const position = positionOf(error as SyntaxError, text);
    const before = text.slice(0, position).split('\n');
    const [line, column] = [before.length, before.at(-1)!.length + 1];
    const excerpt = maskSecrets(text.split('\n')[line - 1]!).trim();
    const shown = excerpt.length > LONGEST_EXCERPT ? `${excerpt.slice(0, LONGEST_EXCERPT)}…` : excerpt;
    throw fault(
      'CONFIG_SYNTAX',
      `${file} is not valid JSON. Line ${line}, column ${column}: ${mistakeOf(error as SyntaxError)}${shown && ` in \`${shown}\``}.`,
      'JSON has no comments and no comma before a closing bracket; names and texts stand in double quotes.',
      { where: `${file}:${line}:${column}` },
    );
  }
}

/** The engine's words without its own excerpt, which could show a secret. */
const mistakeOf = ({ message }: SyntaxError): string =>
  (
    /^Unexpected token '.+?'(?=, )/su.exec(message)?.[0] ??
    message.replace(/ in JSON at position.*| JSON input$/s, '')
  ).replace(/^./, (first) => first.toLowerCase());

/** Where the first mistake is. The engine doesn't say it of a bad token: there the longest good beginning is searched. */
function positionOf({ message }: SyntaxError, text: string): number {
  const told = /at position (\d+)/.exec(message)?.[1];
  if (told !== undefined) return Number(told);
  let [good, bad] = [0, text.length + 1];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (canGoOn(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return Math.min(good, text.length);
}

/** Whether a text can be the beginning of a JSON text. */
function canGoOn(beginning: string): boolean {
  try {
    JSON.parse(beginning);
    return true;
  } catch (error) {
    const { message } = error as SyntaxError;
    return message === 'Unexpected end of JSON input' || message.includes(`at position ${beginning.length} `);
  }
}
