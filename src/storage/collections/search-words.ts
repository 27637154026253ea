const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORD = /[\p{L}\p{N}\p{Co}]+/gu;
/** A text longer than this is no search, and its words are in nearly all that is there. */
const MOST_WORDS = 64;
const LONGEST_WORD = 100;

let segmenter: Intl.Segmenter | undefined;

/** A text as it is indexed: without accents, and with spaces between words where its script has none. */
export function searchable(text: string): string {
  const plain = text
    .toWellFormed()
    .normalize('NFKD')
    .replace(/\p{Mn}+/gu, '')
    .replaceAll('\0', ' ')
    .toLowerCase();
  if (!UNSPACED.test(plain)) return plain;
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'word' });
  return Array.from(segmenter.segment(plain), ({ segment }) => segment).join(' ');
}

/** The words of what somebody looks for, each once; nothing in them is syntax to any engine. */
export const wordsOf = (text: string): string[] =>
  [...new Set(searchable(text).match(WORD))]
    .filter((word) => word.length <= LONGEST_WORD)
    .slice(0, MOST_WORDS);
