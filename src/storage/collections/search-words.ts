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

/** As PostgreSQL takes them in the places that a word may have. */
const MOST_PLACES = 16_383;
const PLACES_OF_A_WORD = 64;

/** A text's words with their places, as PostgreSQL's `tsvector` is written. */
export function lexemesOf(text: string): string {
  const places = new Map<string, number[]>();
  let place = 0;
  for (const word of searchable(text).match(WORD) ?? []) {
    place = Math.min(place + 1, MOST_PLACES);
    if (word.length > LONGEST_WORD) continue;
    const known = places.get(word);
    if (known === undefined) places.set(word, [place]);
    else if (known.length < PLACES_OF_A_WORD) known.push(place);
  }
  return Array.from(places, ([word, at]) => `'${word}':${at.join(',')}`).join(' ');
}
