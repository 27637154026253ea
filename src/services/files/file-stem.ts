const MOST_CHARACTERS = 60;
/** A file name may have 255 bytes; the rest is for a number and an extension. */
const MOST_BYTES = 220;
const RESERVED_ON_WINDOWS = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

/** A readable file name, without extension, from a title in any language: `A cat, asleep` is `a-cat-asleep`. */
export function fileStem(title: string): string {
  const words = title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^[-\p{M}]+/u, '');
  const stem = shortened(words).replace(/-+$/, '').normalize('NFC');
  if (stem === '') return 'file';
  return RESERVED_ON_WINDOWS.test(stem) ? `${stem}-file` : stem;
}

function shortened(words: string): string {
  let kept = '';
  let count = 0;
  for (const { segment } of new Intl.Segmenter().segment(words.slice(0, 10 * MOST_CHARACTERS))) {
    count += segment.length;
    if (count > MOST_CHARACTERS || Buffer.byteLength(kept + segment) > MOST_BYTES) {
      const wholeWords = kept.lastIndexOf('-');
      return wholeWords > MOST_CHARACTERS / 2 ? kept.slice(0, wholeWords) : kept;
    }
    kept += segment;
  }
  return kept;
}
