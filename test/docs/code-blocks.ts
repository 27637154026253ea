import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const WHOLE_FILE = /^```(?:[jt]s|html)\n((?:\/\/|<!--) (\S+).*\n[\s\S]*?)^```$/gm;
const JSON_BLOCK = /^```json\n([\s\S]*?)^```$/gm;

const docs = join(import.meta.dirname, '../../docs');
export const readPage = (name: string): string => readFileSync(join(docs, name), 'utf8');

/** Writes every code block that begins with its file name into a folder. */
export async function writeCodeBlocks(page: string, folder: string): Promise<string[]> {
  const blocks = [...readPage(page).matchAll(WHOLE_FILE)].map(([, code = '', path = '']) => ({ code, path }));
  for (const { code, path } of blocks) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), code);
  }
  return blocks.map(({ path }) => path);
}

/** The JSON of a page, block by block. */
export const jsonBlocks = (page: string): Record<string, unknown>[] =>
  [...readPage(page).matchAll(JSON_BLOCK)].map(([, text = '']) => JSON.parse(text));
