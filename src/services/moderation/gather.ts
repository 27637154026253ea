import type { GateMaterial } from '../../contracts/call-gate.js';
import type { Files, OpenedFile } from '../../plugin-api/files.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import { LONGEST_PATH } from '../files/requested-path.js';
import { addBytes, isJudged, MOST_BYTES } from './add-bytes.js';
import { gatherStrings } from './gather-strings.js';
import { Gathered } from './gathered.js';

const ELSEWHERE = /^(?:https?|data):/i;
const MOST_FILES = 100;

/** The texts and pictures of one side of a call: within JSON, and in the files that arguments name or the tool has saved. */
export async function gather(
  { side, content, files = [] }: GateMaterial,
  mostCharacters: number,
  reader: Files,
): Promise<Gathered> {
  const gathered = new Gathered(mostCharacters);
  const sources = new Set(files);
  gatherStrings(content, gathered, side === 'input', (source) => {
    if (source.length <= LONGEST_PATH && !ELSEWHERE.test(source)) sources.add(source);
  });
  let found = 0;
  for (const source of sources) {
    if (found === MOST_FILES) {
      gathered.addTooMany(MOST_FILES);
      break;
    }
    if (await addFile(source, gathered, reader)) found += 1;
  }
  return gathered;
}

/** False: there is no such file. What can't be opened here can't be opened by the tool either: both come through the same door. */
async function addFile(source: string, gathered: Gathered, reader: Files): Promise<boolean> {
  let file: OpenedFile;
  try {
    file = await reader.open(source, { maxBytes: Number.MAX_SAFE_INTEGER });
  } catch (error) {
    if (ToolError.is(error)) return false;
    throw error;
  }
  try {
    if (!isJudged(file.mimeType)) return true;
    if (file.size > MOST_BYTES) gathered.addTooLarge();
    else addBytes(await file.bytes(), gathered);
    return true;
  } finally {
    await file.close();
  }
}
