import { ToolError } from 'openai-mcp-host/plugin';
import type { Block, Reading } from './block.js';

/** Where a whole PDF has its end mark; a few programs put something behind it. */
const END = 4096;

interface TextItem {
  str: string;
  hasEOL: boolean;
}

/** The text of a PDF, by page and paragraph. */
export async function readPdf(name: string, bytes: Uint8Array): Promise<Reading> {
  // PDF.js makes do with what is there of a file that was cut off, and silently loses the rest.
  if (!Buffer.from(bytes.subarray(-END)).includes('%%EOF')) throw damaged(name);
  const { getDocumentProxy } = await import('unpdf');
  const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 }).catch((error: unknown) => {
    throw Reflect.get(error as Error, 'name') === 'PasswordException'
      ? encrypted(name, error)
      : damaged(name, error);
  });
  const pages: string[] = [];
  try {
    for (let number = 1; number <= document.numPages; number += 1) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      pages.push(textOf(items.filter((item) => 'str' in item) as TextItem[]));
      page.cleanup();
    }
  } catch (error) {
    throw damaged(name, error);
  } finally {
    await document.loadingTask.destroy();
  }
  if (pages.every((page) => page === '')) throw withoutText(name);
  return { text: pages.join('\n\n'), blocks: blocksOf(pages) };
}

const textOf = (items: readonly TextItem[]): string =>
  items
    .map(({ str, hasEOL }) => (hasEOL ? `${str}\n` : str))
    .join('')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/-\n(?=\p{Ll})/gu, '')
    .trim();

function* blocksOf(pages: readonly string[]): Generator<Block> {
  let start = 0;
  for (const [index, page] of pages.entries()) {
    let line = 1;
    let counted = 0;
    for (const { 0: paragraph, index: at } of page.matchAll(/\S(?:[^\n]|\n(?![ \t]*\n))*/g)) {
      line += page.slice(counted, at).split('\n').length - 1;
      counted = at;
      const from = start + at;
      yield { text: paragraph, from, to: from + paragraph.length, line, page: index + 1, heading: '' };
    }
    start += page.length + 2;
  }
}

const damaged = (name: string, cause?: unknown) =>
  new ToolError(
    'DOCUMENT_DAMAGED',
    `${name} is no whole PDF: it is damaged or cut off.`,
    'Open and save it anew with a PDF program, or fetch it again.',
    { cause },
  );

const encrypted = (name: string, cause: unknown) =>
  new ToolError(
    'DOCUMENT_ENCRYPTED',
    `${name} is encrypted: it can't be read without its password.`,
    'Save a copy of it without a password, and name that.',
    { cause },
  );

const withoutText = (name: string) =>
  new ToolError(
    'DOCUMENT_WITHOUT_TEXT',
    `${name} has no text: its pages are pictures.`,
    'Have analyze-document read it, and index the text that it gives.',
  );
