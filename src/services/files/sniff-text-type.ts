// biome-ignore lint/suspicious/noControlCharactersInRegex: no text has these.
const BINARY = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;
const XML_PROLOGUE = /^(?:<\?xml[^>]*\?>|<!--[\s\S]*?-->|<!doctype svg[^>]*>|\s+)*/i;
const PROLOGUE_BYTES = 8192;

/** The media type of a text, or of its beginning; undefined for what is no UTF-8 text. */
export function sniffTextType(bytes: Buffer, isWhole: boolean): string | undefined {
  const text = textOf(bytes, isWhole);
  if (text === undefined || text === '' || BINARY.test(text)) return undefined;

  const beginning = text.slice(0, PROLOGUE_BYTES).trimStart();
  if (/^<svg[\s>]/i.test(beginning.replace(XML_PROLOGUE, ''))) return 'image/svg+xml';
  if (/^(?:<!doctype html|<html[\s>])/i.test(beginning)) return 'text/html';
  if (beginning.startsWith('<?xml')) return 'application/xml';
  if (/^WEBVTT(?:\s|$)/.test(beginning)) return 'text/vtt';
  if (/^\d+\r?\n\d\d:\d\d:\d\d,\d{3} --> /.test(beginning)) return 'application/x-subrip';
  if (/^[[{]/.test(beginning)) return isWhole ? sniffJsonType(text) : sniffLongJsonType(text);
  return 'text/plain';
}

/** Without its byte order mark. A beginning may end within a character. */
function textOf(bytes: Buffer, isWhole: boolean): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !isWhole });
  } catch {
    return undefined;
  }
}

function sniffJsonType(text: string): string {
  if (isJson(text)) return 'application/json';
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.every(isJson) ? 'application/jsonl' : 'text/plain';
}

/** Of a long text only whole lines can be checked. */
function sniffLongJsonType(beginning: string): string {
  const lines = beginning.split(/\r?\n/).slice(0, -1);
  if (lines.length > 1 && lines.every((line) => line.trim() === '' || isJson(line)))
    return 'application/jsonl';
  return /^[[{]\s*(?:["{[\d]|-\d|true|false|null)/.test(beginning.trimStart())
    ? 'application/json'
    : 'text/plain';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
