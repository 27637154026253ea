import type { Block, Reading } from '../reading/block.js';
import type { Chunk } from './chunk.js';
import { splitText } from './split-text.js';

/** Below this part of a whole chunk, a section does not stand alone. */
const SMALL = 4;

/** The chunks of a document: whole blocks together, as long as they fit and stand under one heading and on one page. */
export async function* cutChunks({ blocks, text }: Reading, maxBytes: number): AsyncGenerator<Chunk> {
  let open: Block[] = [];
  let bytes = 0;
  const chunk = (): Chunk[] => (open.length === 0 ? [] : [chunkOf(open, text)]);
  for await (const block of blocks) {
    const [first] = open;
    const size = Buffer.byteLength(block.text) + gapBefore(block, open.at(-1), text);
    const isElsewhere = first !== undefined && (first.heading !== block.heading || first.page !== block.page);
    const isFull = bytes + size > maxBytes;
    if (isFull || (isElsewhere && bytes > maxBytes / SMALL)) {
      const kept = isFull ? headingsAtEnd(open) : [];
      open = open.slice(0, open.length - kept.length);
      yield* chunk();
      open = kept;
      bytes = bytesOf(kept, text);
    }
    if (bytes + size <= maxBytes) {
      open.push(block);
      bytes += size;
      continue;
    }
    const isLedIn = open.every(({ isHeading }) => isHeading);
    if (!isLedIn) yield* chunk();
    const whole = isLedIn ? joined([...open, block], text) : block;
    for (const piece of splitText(whole.text, maxBytes)) yield pieceOf(whole, piece);
    open = [];
    bytes = 0;
  }
  yield* chunk();
}

/** A heading goes with what follows it; where nothing else is there, it stays. */
function headingsAtEnd(blocks: readonly Block[]): Block[] {
  const last = blocks.findLastIndex(({ isHeading }) => !isHeading);
  return last < 0 ? [] : blocks.slice(last + 1);
}

const gapBefore = (block: Block, last: Block | undefined, text: string | undefined): number =>
  text === undefined || last === undefined ? 2 : Buffer.byteLength(text.slice(last.to, block.from));

const bytesOf = (blocks: readonly Block[], text: string | undefined): number =>
  blocks.reduce(
    (sum, block, at) => sum + Buffer.byteLength(block.text) + gapBefore(block, blocks[at - 1], text),
    0,
  );

function chunkOf(blocks: readonly Block[], text: string | undefined): Chunk {
  const whole = joined(blocks, text);
  return { text: whole.text, place: placeOf(whole, whole.to) };
}

/** It stands where its first block that is no heading does. */
function joined(blocks: readonly Block[], text: string | undefined): Block {
  const [first, last] = [blocks[0]!, blocks.at(-1)!];
  const { heading } = blocks.find(({ isHeading }) => !isHeading) ?? first;
  const whole = text?.slice(first.from, last.to) ?? blocks.map((block) => block.text).join('\n\n');
  return { ...first, text: whole, to: last.to, heading };
}

function pieceOf(block: Block, { text, from }: { text: string; from: number }): Chunk {
  // What was translated has its place as a whole.
  const isVerbatim = block.to - block.from === block.text.length;
  if (!isVerbatim) return { text, place: placeOf(block, block.to) };
  const line = block.line + block.text.slice(0, from).split('\n').length - 1;
  return {
    text,
    place: placeOf({ ...block, from: block.from + from, line }, block.from + from + text.length),
  };
}

function placeOf({ from, line, page, heading }: Block, to: number): Chunk['place'] {
  return { from, to, line, ...(page !== undefined && { page }), ...(heading !== '' && { heading }) };
}
