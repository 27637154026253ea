import { badRequest } from './api-error.js';

const NAMES: Record<string, string> = { batch: 'Batch', 'fine-tune': 'Fine-Tuning' };
const MOST_OF_BATCH = 200 * 1024 * 1024;
const LONGEST_HINT = 40;

/** Refuses what isn't JSON Lines where a purpose asks for them; what is in the lines is judged by the job that reads them. */
export function refuseLines(name: string, bytes: Buffer, purpose: string): void {
  const api = NAMES[purpose];
  if (api === undefined) return;
  if (!name.toLowerCase().endsWith('.jsonl'))
    throw badRequest(`Invalid file format for ${api} API. Must be .jsonl`, null, 'invalid_file_format');
  if (purpose === 'batch' && bytes.length > MOST_OF_BATCH)
    throw badRequest('The file is larger than the 200 MB that a batch may have.', 'file', 'file_too_large');
  // A batch is read when it starts: its file is taken as it is.
  if (purpose === 'batch') return;
  let line = 0;
  let start = 0;
  while (start < bytes.length) {
    const found = bytes.indexOf(10, start);
    const end = found < 0 ? bytes.length : found;
    line += 1;
    refuseLine(bytes.toString('utf8', start, end), line);
    start = end + 1;
  }
}

function refuseLine(text: string, line: number): void {
  if (text.trim() === '') return;
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return;
  } catch {}
  throw badRequest(
    `Expected file to have JSONL format, where every line is a valid JSON dictionary. Line ${line} is not a dictionary (HINT: line starts with: "${text.slice(0, LONGEST_HINT)}...").`,
    null,
    'invalid_jsonl',
  );
}
