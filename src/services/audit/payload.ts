import { canonicalJson } from '../canonical-json.js';
import { cut, SECRET_NAME } from '../logging/clean-facts.js';

const LONGEST = 65_536;
const DATA_URL = /data:([\w.+-]+\/[\w.+-]+)?[^,"\s]*,[A-Za-z0-9+/=_%-]{64,}/g;
const BASE64 = /^[A-Za-z0-9+/_-]{256,}={0,2}$/;

const shortened = (text: string): string =>
  BASE64.test(text)
    ? `[base64, ${text.length} characters]`
    : text.replace(DATA_URL, (url, type = '') => `[data URL ${type}, ${url.length} characters]`);

/** JSON made fit to be kept: secrets masked, pictures and giants cut. */
export function payloadOf(value: unknown, mask: (text: string) => string): unknown {
  const cleaned = clean(value, mask);
  const text = canonicalJson(cleaned);
  return text.length <= LONGEST ? cleaned : `${text.slice(0, LONGEST)}… (${text.length} characters)`;
}

function clean(value: unknown, mask: (text: string) => string): unknown {
  if (typeof value === 'string') return cut(mask(shortened(value)));
  if (Array.isArray(value)) return value.map((item) => clean(item, mask));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [
      mask(name),
      SECRET_NAME.test(name) ? '[redacted]' : clean(part, mask),
    ]),
  );
}
