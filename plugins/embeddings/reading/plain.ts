import type { Block, Reading } from './block.js';
import { LineCount } from './line-count.js';

/** Paragraphs: what empty lines part. */
export function readPlain(text: string): Reading {
  return { text, blocks: paragraphsOf(text) };
}

function* paragraphsOf(text: string): Generator<Block> {
  const lines = new LineCount(text);
  for (const { 0: paragraph, index: from } of text.matchAll(/\S(?:[^\n]|\n(?![ \t\r]*\n))*/g)) {
    const whole = paragraph.trimEnd();
    yield { text: whole, from, to: from + whole.length, line: lines.of(from), heading: '' };
  }
}
