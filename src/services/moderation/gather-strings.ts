import { decodeDataUrl, isDataUrl } from '../files/data-url.js';
import { addBytes } from './add-bytes.js';
import type { Gathered } from './gathered.js';

const DATA_URL = /data:([\w.+-]+\/[\w.+-]+)?((?:;[\w.+-]+=[^;,\s]*)*)(;base64)?,([^\s"'<>)]*)/gi;
const BASE64 = /^[A-Za-z0-9+/_-]{64,}={0,2}$/;
const PICTURE_BASE64 = /^(?:iVBORw0KGgo|\/9j\/|R0lGOD|UklGR)/;
/** Shorter ones are words as well as anything. */
const SURELY_BYTES = 128;
/** Of a text's letters: real bytes use nearly all of base64's 64, words do not. */
const SAMPLE = 2000;
const MANY_LETTERS = 40;
const OWN_KEY = /^[\w.$-]{1,64}$/;
const PICTURE_KEY = /image|picture|photo/i;
const WEB_PICTURE = /^https?:\/\/\S+$/i;
const PICTURE_NAME = /\.(?:png|jpe?g|webp|gif)(?:[?#]|$)/i;

/** Called for every string that may name a file: arguments do, answers don't. */
export type NamesFile = (source: string) => void;

/** Goes through JSON of any depth, without recursion: it comes from strangers. */
export function gatherStrings(
  content: unknown,
  into: Gathered,
  isInput: boolean,
  namesFile: NamesFile,
): void {
  const waiting: { value: unknown; ofPicture: boolean }[] = [{ value: content, ofPicture: false }];
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    const { value, ofPicture } = each;
    if (typeof value === 'string') {
      addString(value, into);
      if (!isInput) continue;
      if (WEB_PICTURE.test(value) && (ofPicture || PICTURE_NAME.test(value))) into.addPicture(value);
      else namesFile(value);
    } else if (Array.isArray(value)) {
      // Backwards, because the last is taken first: what belongs together stays together.
      for (let index = value.length - 1; index >= 0; index--) {
        if (typeof value[index] !== 'number') waiting.push({ value: value[index], ofPicture });
      }
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, part] of Object.entries(value).reverse()) {
        if (!OWN_KEY.test(key)) into.addText(key);
        waiting.push({ value: part, ofPicture: ofPicture || PICTURE_KEY.test(key) });
      }
    }
  }
}

function addString(text: string, into: Gathered): void {
  // Letters without a space, and nothing that anybody knows once decoded, may be words as well.
  if (isEncoded(text) && addBytes(Buffer.from(text, 'base64'), into)) return;
  const bytes = isDataUrl(text) ? bytesOf(text) : undefined;
  if (bytes !== undefined && addBytes(bytes, into)) return;
  into.addText(
    text.replace(DATA_URL, (_url, type: string | undefined, _parameters, base64, data: string) => {
      const isKnown = addBytes(base64 === undefined ? decoded(data) : Buffer.from(data, 'base64'), into);
      if (!isKnown && base64 === undefined) into.addText(data);
      return ` (${type ?? 'data'}) `;
    }),
  );
}

/** As tools read a data URL; undefined where they would refuse it. */
function bytesOf(url: string): Buffer | undefined {
  try {
    return decodeDataUrl(url, Number.MAX_SAFE_INTEGER);
  } catch {
    return undefined;
  }
}

const decoded = (data: string): Buffer => {
  try {
    return Buffer.from(decodeURIComponent(data));
  } catch {
    return Buffer.from(data);
  }
};

const isEncoded = (text: string): boolean =>
  BASE64.test(text) &&
  (PICTURE_BASE64.test(text) ||
    (text.length >= SURELY_BYTES && new Set(text.slice(0, SAMPLE)).size >= MANY_LETTERS));
