/** A part of a text, and where in it. */
export interface Piece {
  text: string;
  from: number;
}

type Cut = (text: string) => Iterable<string>;

const sentences = new Intl.Segmenter('und', { granularity: 'sentence' });
const words = new Intl.Segmenter('und', { granularity: 'word' });

/** Where a text comes apart, the best way first. Each gives all of the text. */
const CUTS: readonly Cut[] = [
  (text) => text.split(/(?<=\n[ \t\r]*\n)/),
  (text) => text.split(/(?<=\n)/),
  (text) => segments(sentences, text),
  (text) => segments(words, text),
  (text) => text,
];

function* segments(segmenter: Intl.Segmenter, text: string): Generator<string> {
  for (const { segment } of segmenter.segment(text)) yield segment;
}

/** Cuts a text into pieces of at most so many bytes, at the best places that there are; nothing is lost but white space at the ends. */
export function splitText(text: string, maxBytes: number): Piece[] {
  return [...cut(text, 0, maxBytes, 0)].flatMap(({ text: piece, from }) => {
    const trimmed = piece.trim();
    return trimmed === '' ? [] : [{ text: trimmed, from: from + piece.indexOf(trimmed) }];
  });
}

function* cut(text: string, start: number, maxBytes: number, way: number): Generator<Piece> {
  let from = start;
  let at = start;
  let bytes = 0;
  const taken = (): Piece[] => (at === from ? [] : [{ text: text.slice(from - start, at - start), from }]);
  for (const part of CUTS[way]!(text)) {
    const size = Buffer.byteLength(part);
    if (bytes + size > maxBytes) {
      yield* taken();
      from = at;
      bytes = 0;
    }
    at += part.length;
    if (size > maxBytes) {
      yield* cut(part, from, maxBytes, way + 1);
      from = at;
    } else bytes += size;
  }
  yield* taken();
}
