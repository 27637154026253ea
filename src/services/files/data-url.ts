import { ToolError } from '../../plugin-api/tool-error.js';
import { fileTooLarge } from './read-errors.js';

const HEAD =
  /^data:([a-z\d][\w.+-]*\/[a-z\d][\w.+-]*)?((?:;[\w.+-]+=(?:[\w.+%:-]+|"[^"\\]*"))*)(;\s*base64)?$/i;
/** Longer than the head of any honest one. */
const LONGEST_HEAD = 1000;
const BASE64 = /^[A-Za-z\d+/]*={0,2}$/;

export const isDataUrl = (source: string): boolean => /^data:/i.test(source.slice(0, 5));

/** The bytes of a `data:` URL. What it says of their type is not believed. */
export function decodeDataUrl(url: string, maxBytes: number): Buffer {
  const comma = url.slice(0, LONGEST_HEAD).indexOf(',');
  const match = comma < 0 ? null : HEAD.exec(url.slice(0, comma).trimEnd());
  if (match === null) throw dataUrlInvalid('it does not begin with data:TYPE;base64,');
  const payload = url.slice(comma + 1);
  const data = match[3] === undefined ? percentDecoded(payload, maxBytes) : fromBase64(payload, maxBytes);
  if (data.length === 0) throw dataUrlInvalid('it has no content');
  if (data.length > maxBytes) throw fileTooLarge(maxBytes);
  return data;
}

function fromBase64(payload: string, maxBytes: number): Buffer {
  if (payload.length > Math.ceil(maxBytes / 3) * 4) throw fileTooLarge(maxBytes);
  const isPadded = payload.endsWith('=');
  if (payload.length % 4 === 1 || (isPadded && payload.length % 4 !== 0) || !BASE64.test(payload))
    throw dataUrlInvalid('what follows the comma is no base64');
  return Buffer.from(payload, 'base64');
}

function percentDecoded(payload: string, maxBytes: number): Buffer {
  if (payload.length > 3 * maxBytes) throw fileTooLarge(maxBytes);
  if (/%(?![\da-f]{2})/i.test(payload)) throw dataUrlInvalid('a % in it is not followed by two hex digits');
  const bytes = Buffer.from(payload).toString('latin1');
  const decoded = bytes.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(decoded, 'latin1');
}

const dataUrlInvalid = (why: string) =>
  new ToolError(
    'DATA_URL_INVALID',
    `The data URL can't be read: ${why}.`,
    'Send data:TYPE;base64,… with the whole content, or name a file by its path.',
  );
