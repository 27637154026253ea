import { isUtf8 } from 'node:buffer';

// biome-ignore lint/suspicious/noControlCharactersInRegex: no text has these.
const BINARY = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/;
const XML_PROLOGUE = /^(?:<\?xml[^>]*\?>|<!--[\s\S]*?-->|<!doctype svg[^>]*>|\s+)*/i;
const PROLOGUE_BYTES = 8192;

/** The media type of a text; undefined for what is no UTF-8 text. */
export function sniffTextType(bytes: Buffer): string | undefined {
  if (bytes.length === 0 || !isUtf8(bytes)) return undefined;
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  if (BINARY.test(text)) return undefined;

  const beginning = text.slice(0, PROLOGUE_BYTES).trimStart();
  if (/^<svg[\s>]/i.test(beginning.replace(XML_PROLOGUE, ''))) return 'image/svg+xml';
  if (/^(?:<!doctype html|<html[\s>])/i.test(beginning)) return 'text/html';
  if (beginning.startsWith('<?xml')) return 'application/xml';
  if (/^[[{]/.test(beginning)) return sniffJsonType(text);
  return 'text/plain';
}

function sniffJsonType(text: string): string {
  if (isJson(text)) return 'application/json';
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  return lines.every(isJson) ? 'application/jsonl' : 'text/plain';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
