import type { Hit } from 'openai-mcp-host/plugin';

const LONGEST = 700;
/** What is shown before the first word that was looked for. */
const BEFORE = 150;

export interface Snippet {
  text: string;
  /** Line of its beginning, where the document has lines. */
  line?: number;
}

/** What of a chunk is shown: all of a short one, else what stands around the first word of the query. */
export function snippetOf({ text, place }: Hit, query: string): Snippet {
  if (text.length <= LONGEST) return { text, ...(place.line !== undefined && { line: place.line }) };
  const at = firstMatch(text, query);
  const start = at <= BEFORE ? 0 : wordStart(text, Math.min(at - BEFORE, text.length - LONGEST));
  const end = Math.min(text.length, start + LONGEST);
  const shown = `${start > 0 ? '… ' : ''}${text.slice(start, end).toWellFormed()}${end < text.length ? ' …' : ''}`;
  if (place.line === undefined) return { text: shown };
  // What was translated has other lines than its source.
  const isVerbatim = place.to - place.from === text.length;
  return { text: shown, line: place.line + (isVerbatim ? text.slice(0, start).split('\n').length - 1 : 0) };
}

function firstMatch(text: string, query: string): number {
  const words = query.toLowerCase().match(/[\p{L}\p{N}_]{3,}/gu) ?? [];
  const lower = text.toLowerCase();
  const found = words.map((word) => lower.indexOf(word)).filter((at) => at >= 0);
  return found.length === 0 ? 0 : Math.min(...found);
}

function wordStart(text: string, at: number): number {
  const space = text.slice(at, at + 40).search(/\s\S/);
  return space < 0 ? at : at + space + 1;
}
