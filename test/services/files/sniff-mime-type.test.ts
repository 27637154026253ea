import { describe, expect, test } from 'vitest';
import { sniffMimeType } from '../../../src/services/files/sniff-mime-type.js';

const bytes = (...parts: (string | number | number[])[]) =>
  Buffer.concat(
    parts.map((part) =>
      typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from([part].flat()),
    ),
  );
const zeros = (count: number) => Array<number>(count).fill(0);

describe('the media type of a content', () => {
  test.each<[string, Buffer]>([
    ['image/png', bytes(0x89, 'PNG\r\n', 0x1a, '\n', zeros(20))],
    ['image/jpeg', bytes([0xff, 0xd8, 0xff, 0xe0], zeros(20))],
    ['image/gif', bytes('GIF89a', zeros(10))],
    ['image/webp', bytes('RIFF', zeros(4), 'WEBPVP8 ')],
    ['image/bmp', bytes('BM', zeros(12), 40, zeros(40))],
    ['image/tiff', bytes('II*', zeros(10))],
    ['image/tiff', bytes('MM', 0, '*', zeros(10))],
    ['image/avif', bytes(zeros(3), 0x20, 'ftypavif', zeros(8))],
    ['image/heic', bytes(zeros(3), 0x20, 'ftypheic', zeros(8))],
    ['image/svg+xml', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    [
      'image/svg+xml',
      bytes('\n<?xml version="1.0"?>\n<!-- by hand -->\n<!DOCTYPE svg PUBLIC "x">\n<svg></svg>'),
    ],
    ['application/pdf', bytes('%PDF-1.7\n')],
    ['application/zip', bytes('PK', 3, 4, zeros(30))],
    [
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      bytes('PK', 3, 4, zeros(26), '[Content_Types].xml', zeros(40), 'word/document.xml'),
    ],
    ['application/epub+zip', bytes('PK', 3, 4, zeros(26), 'mimetypeapplication/epub+zip')],
    ['audio/wav', bytes('RIFF', zeros(4), 'WAVEfmt ')],
    ['audio/mpeg', bytes('ID3', zeros(10))],
    ['audio/mpeg', bytes([0xff, 0xfb, 0x90, 0x00], zeros(10))],
    ['audio/aac', bytes([0xff, 0xf1, 0x50, 0x80], zeros(10))],
    ['audio/ogg', bytes('OggS', zeros(10))],
    ['audio/flac', bytes('fLaC', zeros(10))],
    ['audio/mp4', bytes(zeros(3), 0x20, 'ftypM4A ', zeros(8))],
    ['video/mp4', bytes(zeros(3), 0x20, 'ftypisom', zeros(8))],
    ['video/webm', bytes([0x1a, 0x45, 0xdf, 0xa3], zeros(12), 'webm')],
    ['application/json', bytes(' { "a": [1] }')],
    ['application/jsonl', bytes('{"a":1}\n{"a":2}\n')],
    ['text/plain', bytes('{ braces, no JSON')],
    ['text/plain', bytes('BMW is a maker of cars, as everybody knows.')],
    ['text/plain', Buffer.from('\ufeffUmlaute: äöü – 猫')],
    ['text/html', bytes('<!DOCTYPE html><html><svg></svg></html>')],
    ['application/xml', bytes('<?xml version="1.0"?><note/>')],
  ])('is %s', (mimeType, content) => {
    expect(sniffMimeType(content)).toBe(mimeType);
  });

  test.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['zeros', Buffer.alloc(64)],
    ['Latin-1', bytes([0xe4, 0xf6, 0xfc, 0x20])],
    ['the first byte of a signature', bytes(0x89)],
    ['a text with control characters', bytes('ab', 0, 'cd')],
  ])('is unknown of %s', (_, content) => {
    expect(sniffMimeType(content)).toBeUndefined();
  });

  test('is read off a view into a larger buffer', () => {
    const larger = new Uint8Array(bytes('xxxx%PDF-1.7'));

    expect(sniffMimeType(larger.subarray(4))).toBe('application/pdf');
  });
});
