import { isDeepStrictEqual } from 'node:util';
import type { Edit, ParseError } from 'jsonc-parser';
import { isObject, type Json } from '../../config/merge.js';
import { malformed } from './merge-entry.js';

/**
 * A text of JSON with what differs in a new document put in; comments and all else stay as they are.
 *
 * @throws FaultError `CLIENT_CONFIG_MALFORMED`
 */
export async function editJsonc(text: string, change: (document: Json) => Json): Promise<string> {
  const { applyEdits, modify, parse, printParseErrorCode } = await import('jsonc-parser');
  const read = (whole: string): Json => {
    const errors: ParseError[] = [];
    const document: unknown = whole.trim() === '' ? {} : parse(whole, errors, { allowTrailingComma: true });
    const [error] = errors;
    if (error !== undefined) {
      const line = whole.slice(0, error.offset).split('\n').length;
      throw malformed(`It is no JSON: ${printParseErrorCode(error.error)} in line ${line}.`);
    }
    if (!isObject(document)) throw malformed('It holds no object.');
    return document;
  };
  const before = read(text);
  const after = change(before);
  if (isDeepStrictEqual(before, after)) return text;
  const [, unit = '  '] = /^([ \t]+)\S/m.exec(text) ?? [];
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  let edited = text.trim() === '' ? '{}\n' : text;
  for (const difference of differences(before, after)) {
    const { place, value, isInserted = false } = difference;
    const edits = modify(edited, place, value, { isArrayInsertion: isInserted });
    edited = applyEdits(
      edited,
      edits.map((edit) => ({ ...edit, content: laidOut(edit, edited, difference, { unit, eol }) })),
    );
  }
  // Nothing else may have changed.
  if (!isDeepStrictEqual(read(edited), after)) throw malformed('It can’t be edited without changing more.');
  return edited;
}

interface Difference {
  place: (string | number)[];
  /** Undefined: it goes. */
  value: unknown;
  isInserted?: boolean;
}

/** The library's own layout would take what is around with it. */
function laidOut(
  { content, offset, length }: Edit,
  text: string,
  { place, value }: Difference,
  { unit, eol }: { unit: string; eol: string },
): string {
  if (value === undefined) return content;
  const margin = unit.repeat(place.length);
  const laid = JSON.stringify(value, null, unit).replaceAll('\n', eol + margin);
  const whole = content.replace(JSON.stringify(value), () => laid);
  if (length > 0) return whole;
  if (whole.startsWith(',')) return `,${eol}${margin}${whole.slice(1)}`;
  const isLastOfLine = /^[ \t]*\r?\n/.test(text.slice(offset));
  return `${eol}${margin}${whole}${isLastOfLine ? '' : eol + unit.repeat(place.length - 1)}`;
}

/** As deep as possible, so that what is around them stays. */
function differences(before: unknown, after: unknown, place: (string | number)[] = []): Difference[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (isObject(before) && isObject(after))
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      differences(before[key], after[key], [...place, key]),
    );
  const isLonger =
    Array.isArray(before) && Array.isArray(after) && isDeepStrictEqual(before, after.slice(0, before.length));
  if (!isLonger) return [{ place, value: after }];
  return after
    .slice(before.length)
    .map((value, index) => ({ place: [...place, before.length + index], value, isInserted: true }));
}
