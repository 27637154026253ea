import { sniffTextType } from './sniff-text-type.js';

type Test = (bytes: Buffer) => boolean;

const starts =
  (...prefix: (number | string)[]): Test =>
  (bytes) => {
    const expected = Buffer.concat(
      prefix.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.of(part))),
    );
    return bytes.subarray(0, expected.length).equals(expected);
  };
const at =
  (offset: number, text: string): Test =>
  (bytes) =>
    bytes.toString('latin1', offset, offset + text.length) === text;
const brand =
  (...brands: string[]): Test =>
  (bytes) =>
    at(4, 'ftyp')(bytes) && brands.some((name) => at(8, name)(bytes));
const riff =
  (form: string): Test =>
  (bytes) =>
    at(0, 'RIFF')(bytes) && at(8, form)(bytes);
const early =
  (text: string, within: number): Test =>
  (bytes) =>
    bytes.subarray(0, within).includes(text, 0, 'latin1');
const holds =
  (text: string): Test =>
  (bytes) =>
    bytes.includes(text, 0, 'latin1');
const both =
  (first: Test, second: Test): Test =>
  (bytes) =>
    first(bytes) && second(bytes);

const zip = starts('PK', 3, 4);
const office = (part: string) => both(zip, holds(part));
/** The Office files of before 2007 are folders in a file: names in UTF-16 tell them apart. */
const compound = (stream: string) => both(starts(0xd0, 0xcf, 0x11, 0xe0), holds([...stream].join('\0')));
const zipped = (mimeType: string) => both(zip, at(30, `mimetype${mimeType}`));
/** Two letters begin many a text too, so the header that follows them must make sense. */
const bitmap: Test = (bytes) =>
  at(0, 'BM')(bytes) && bytes.length > 26 && [12, 40, 52, 56, 64, 108, 124].includes(bytes.readUInt32LE(14));
const mpegAudio: Test = (bytes) => {
  const [first = 0, second = 0, third = 0] = bytes;
  return (
    first === 0xff &&
    (second & 0xe0) === 0xe0 &&
    (second & 0x06) !== 0 &&
    third >> 4 !== 0xf &&
    (third & 0x0c) !== 0x0c
  );
};

const SIGNATURES: readonly (readonly [string, Test])[] = [
  ['image/png', starts(0x89, 'PNG\r\n', 0x1a, '\n')],
  ['image/jpeg', starts(0xff, 0xd8, 0xff)],
  ['image/gif', (bytes) => at(0, 'GIF87a')(bytes) || at(0, 'GIF89a')(bytes)],
  ['image/webp', riff('WEBP')],
  ['image/avif', brand('avif', 'avis')],
  ['image/heic', brand('heic', 'heix', 'heim', 'heis', 'hevc', 'mif1', 'msf1')],
  ['image/tiff', (bytes) => starts('II*', 0)(bytes) || starts('MM', 0, '*')(bytes)],
  ['image/bmp', bitmap],
  ['audio/wav', riff('WAVE')],
  ['audio/ogg', starts('OggS')],
  ['audio/flac', starts('fLaC')],
  ['audio/mp4', brand('M4A ', 'M4B ')],
  ['video/quicktime', brand('qt  ')],
  ['video/mp4', at(4, 'ftyp')],
  ['video/webm', both(starts(0x1a, 0x45, 0xdf, 0xa3), early('webm', 64))],
  ['audio/mpeg', starts('ID3')],
  ['audio/aac', (bytes) => bytes[0] === 0xff && (bytes[1]! & 0xf6) === 0xf0],
  ['audio/mpeg', mpegAudio],
  ['application/pdf', early('%PDF-', 1024)],
  ['application/epub+zip', zipped('application/epub+zip')],
  ['application/vnd.oasis.opendocument.text', zipped('application/vnd.oasis.opendocument.text')],
  [
    'application/vnd.oasis.opendocument.spreadsheet',
    zipped('application/vnd.oasis.opendocument.spreadsheet'),
  ],
  [
    'application/vnd.oasis.opendocument.presentation',
    zipped('application/vnd.oasis.opendocument.presentation'),
  ],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', office('word/document.xml')],
  ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', office('xl/workbook')],
  [
    'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    office('ppt/presentation.xml'),
  ],
  ['application/zip', zip],
  ['application/gzip', starts(0x1f, 0x8b, 8)],
  ['application/msword', compound('WordDocument')],
  ['application/vnd.ms-excel', compound('Workbook')],
  ['application/vnd.ms-powerpoint', compound('PowerPoint Document')],
  ['application/rtf', starts('{\\rtf')],
];

/**
 * The media type that a file's content shows, whatever its name says; undefined where it tells nothing.
 *
 * @param isWhole whether this is all of it, and not only its beginning.
 */
export function sniffMimeType(content: Uint8Array, isWhole = true): string | undefined {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  return SIGNATURES.find(([, test]) => test(bytes))?.[0] ?? sniffTextType(bytes, isWhole);
}
