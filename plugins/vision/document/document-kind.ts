import type { DocumentKind } from './document.js';

const OPEN_XML = 'application/vnd.openxmlformats-officedocument';
/** Told by their content. */
const BY_CONTENT: Record<string, [DocumentKind, extension: string]> = {
  'application/pdf': ['pdf', '.pdf'],
  'image/png': ['picture', '.png'],
  'image/jpeg': ['picture', '.jpg'],
  'image/gif': ['picture', '.gif'],
  'image/webp': ['picture', '.webp'],
  [`${OPEN_XML}.wordprocessingml.document`]: ['packed', '.docx'],
  [`${OPEN_XML}.spreadsheetml.sheet`]: ['packed', '.xlsx'],
  [`${OPEN_XML}.presentationml.presentation`]: ['packed', '.pptx'],
  'application/vnd.oasis.opendocument.text': ['packed', '.odt'],
  'application/msword': ['packed', '.doc'],
  'application/vnd.ms-excel': ['packed', '.xls'],
  'application/vnd.ms-powerpoint': ['packed', '.ppt'],
  'application/rtf': ['packed', '.rtf'],
};
/** What lies packed in a large one may not show at its beginning: then the name tells which it is. */
const PACKED = [
  { start: Buffer.of(0x50, 0x4b, 3, 4), extensions: ['.docx', '.xlsx', '.pptx', '.odt'] },
  { start: Buffer.of(0xd0, 0xcf, 0x11, 0xe0), extensions: ['.doc', '.xls', '.ppt'] },
];
const TEXTS: Record<string, string> = {
  '.csv': 'text/csv',
  '.tsv': 'text/tsv',
  '.md': 'text/markdown',
  '.markdown': 'text/markdown',
  '.html': 'text/html',
  '.htm': 'text/html',
  '.json': 'application/json',
  '.xml': 'text/xml',
};
const IS_TEXT = /^(text\/|application\/(json|jsonl|xml)$|image\/svg\+xml$)/;
/** Texts of these names are taken as they are. */
const PLAIN =
  /\.(txt|text|log|rst|srt|vtt|ics|vcf|eml|css|c|cc|cpp|h|hh|js|mjs|ts|py|pl|sql|conf|bat|ksh|asm)$/i;
const EXTENSIONS: Record<string, string> = {
  'text/html': '.html',
  'application/json': '.json',
  'application/xml': '.xml',
};

export interface KindOfDocument {
  kind: DocumentKind;
  mimeType: string;
  /** The name, with another extension where its own is not that of the content. */
  name: string;
}

/**
 * What a file is by its content, and only among lookalikes by its name; undefined for what OpenAI reads in no way.
 *
 * @param start its first bytes.
 */
export function kindOf(name: string, mimeType: string, start: Buffer): KindOfDocument | undefined {
  const extension = /\.[^./\\]+$/.exec(name)?.[0].toLowerCase() ?? '';
  const known = BY_CONTENT[mimeType];
  if (known !== undefined) {
    const [kind, own] = known;
    const fits = extension === own || (own === '.jpg' && extension === '.jpeg');
    return { kind, mimeType, name: fits ? name : renamed(name, own) };
  }
  const packed = PACKED.find((each) => start.subarray(0, each.start.length).equals(each.start));
  if (packed?.extensions.includes(extension)) {
    const [type = mimeType] = Object.entries(BY_CONTENT).find(([, [, own]]) => own === extension) ?? [];
    return { kind: 'packed', mimeType: type, name };
  }
  return IS_TEXT.test(mimeType) ? textOf(name, extension, mimeType) : undefined;
}

function textOf(name: string, extension: string, mimeType: string): KindOfDocument {
  const type = TEXTS[extension];
  if (type !== undefined || PLAIN.test(name)) return { kind: 'text', mimeType: type ?? 'text/plain', name };
  const own = EXTENSIONS[mimeType] ?? '.txt';
  return { kind: 'text', mimeType: TEXTS[own] ?? 'text/plain', name: renamed(name, own) };
}

const renamed = (name: string, extension: string): string => `${name.replace(/\.[^./\\]+$/, '')}${extension}`;
