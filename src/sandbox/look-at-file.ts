import { badRequest } from './api-error.js';
import { countPages } from './count-pages.js';
import { extensionOf, isTakenAsInput } from './document-kinds.js';
import type { KeptFiles } from './kept-files.js';
import type { DocumentShown } from './question.js';

import type { WireJson } from './wire-json.js';

/** Of all files of one request together. */
const MOST_BYTES = 50 * 1024 * 1024;
const EXAMPLE = 'data:application/pdf;base64,SGVsbG8sIFdvcmxkIQ==';

interface FileRules {
  /** Chat Completions takes no other file. */
  pdfOnly: boolean;
  /** Such as `input[0].content[1]`. */
  param: string;
}

/** What a part of a prompt that holds a file shows; refuses what the API refuses. A URL is named, never fetched. */
const lookAtFile = async (
  part: WireJson,
  files: KeptFiles,
  { pdfOnly, param }: FileRules,
): Promise<DocumentShown> => {
  const given = ['file_id', 'file_data', 'file_url'].filter((name) => typeof part?.[name] === 'string');
  if (given.length === 0)
    throw badRequest(
      `Missing required parameter: '${param}.file_id'.`,
      `${param}.file_id`,
      'missing_required_parameter',
    );
  if (given.length > 1)
    throw badRequest(
      `Mutually exclusive parameters: '${given.join("' and '")}'.`,
      param,
      'mutually_exclusive_parameters',
    );
  if (given[0] === 'file_url') {
    if (pdfOnly)
      throw badRequest(`Unknown parameter: '${param}.file_url'.`, `${param}.file_url`, 'unknown_parameter');
    return { description: `the document at ${String(part.file_url).split('?')[0]} (not fetched)`, bytes: 0 };
  }
  const { name, bytes } =
    given[0] === 'file_id'
      ? files.retrieveContent(part.file_id)
      : dataOf(part, pdfOnly, `${param}.file_data`);
  if (pdfOnly ? extensionOf(name) !== '.pdf' : !isTakenAsInput(name))
    throw badRequest(
      `Invalid input: Expected context stuffing file type to be a supported format: ${pdfOnly ? '.pdf' : '.pdf, .docx, .xlsx, .pptx, .txt, …'} but got ${extensionOf(name)}.`,
      param,
      'invalid_value',
    );
  if (extensionOf(name) !== '.pdf')
    return {
      description: `the file ${name} (${bytes.length} bytes)`,
      bytes: bytes.length,
      text: bytes.toString('utf8'),
    };
  const pages = await countPages(bytes, name, param);
  return {
    description: `the PDF ${name} (${pages} page${pages === 1 ? '' : 's'})`,
    bytes: bytes.length,
    pages,
  };
};

function dataOf(part: WireJson, pdfOnly: boolean, param: string): { name: string; bytes: Buffer } {
  const [, mimeType, base64] =
    /^data:([\w.+/-]+)(?:;[\w=-]+)*;base64,([A-Za-z\d+/]*={0,2})$/.exec(part.file_data) ?? [];
  if (mimeType === undefined || base64 === undefined)
    throw invalidData(
      param,
      `a base64-encoded data URL with an application/pdf MIME type (e.g. '${EXAMPLE}'), but got a value without the 'data:' prefix.`,
    );
  if (pdfOnly && mimeType !== 'application/pdf')
    throw invalidData(
      param,
      `a base64-encoded data URL with an application/pdf MIME type (e.g. '${EXAMPLE}'), but got unsupported MIME type '${mimeType}'.`,
    );
  if (typeof part.filename !== 'string' || part.filename === '')
    throw badRequest(
      "Missing required parameter: 'filename'.",
      param.replace(/file_data$/, 'filename'),
      'missing_required_parameter',
    );
  return { name: part.filename, bytes: Buffer.from(base64, 'base64') };
}

const invalidData = (param: string, expected: string) =>
  badRequest(`Invalid file data: '${param}'. Expected ${expected}`, param, 'invalid_value');

interface Asked {
  content: unknown;
  /** Such as `input[0].content`. */
  param: string;
}

/** The documents in all messages of a request. */
export async function documentsIn(
  asked: readonly Asked[],
  files: KeptFiles,
  pdfOnly: boolean,
): Promise<DocumentShown[]> {
  const parts = asked.flatMap(({ content, param }) =>
    (Array.isArray(content) ? content : []).flatMap((part: WireJson, at) => {
      if (part?.type === 'input_file') return [{ part, param: `${param}[${at}]` }];
      return part?.type === 'file' ? [{ part: part.file, param: `${param}[${at}].file` }] : [];
    }),
  );
  const shown = await Promise.all(
    parts.map(({ part, param }) => lookAtFile(part, files, { pdfOnly, param })),
  );
  const bytes = shown.reduce((sum, document) => sum + document.bytes, 0);
  if (bytes <= MOST_BYTES) return shown;
  throw badRequest(
    `The files of this request have ${bytes} bytes together, which exceeds the limit of ${MOST_BYTES} bytes.`,
    parts[0]!.param,
    'file_too_large',
  );
}
