import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import type { Choices } from './combinations.ts';
import { NONE, PIXEL } from './given.ts';

const SCHEMA = {
  type: 'object',
  properties: { title: { type: 'string' }, pages: { type: 'integer' } },
  required: ['title'],
};
const TASKS = [NONE, 'draft', 'hard'];
const MODELS = [NONE, 'gpt-6-luna', 'gpt-4o'];
const AT_WEB = 'https://example.com/a.png';

/** The tools that look at pictures and documents. */
export async function documentArguments(folder: string): Promise<Record<string, Choices>> {
  const place = (name: string, data: Uint8Array | string) => {
    const path = join(folder, name);
    writeFileSync(path, data);
    return path;
  };
  const document = await PDFDocument.create();
  for (const title of ['One', 'Two', 'Three']) document.addPage([200, 200]).drawText(title);
  const pdf = place('three-pages.pdf', await document.save());
  const text = place('notes.md', '# Notes\n\nThe lighthouse is white.\n');
  const picture = place('dot.png', Buffer.from(PIXEL.split(',')[1]!, 'base64'));
  return {
    'analyze-image': {
      image_url: [PIXEL, picture, AT_WEB, [PIXEL, picture]],
      prompt: [NONE, 'What colour is it?'],
      json_schema: [NONE, SCHEMA],
      detail: [NONE, 'auto', 'low', 'high', 'original'],
      model: MODELS,
      task: TASKS,
      max_tokens: [NONE, 300],
    },
    'compare-images': {
      image_url: [
        [PIXEL, picture],
        [PIXEL, AT_WEB, picture],
      ],
      prompt: [NONE, 'Which is brighter?'],
      criteria: [NONE, ['colour', 'light']],
      model: MODELS,
      task: TASKS,
    },
    'analyze-document': {
      file_url: [pdf, text, picture],
      mode: [NONE, 'ask', 'text', 'tables', 'facts'],
      prompt: ['Who keeps it?', NONE],
      pages: [NONE, '1-2', '3'],
      by_page: [NONE, true, false],
      model: MODELS,
      task: TASKS,
    },
    'extract-data': {
      file_url: [pdf, text, picture, [pdf, text]],
      json_schema: [SCHEMA],
      prompt: [NONE, 'Of the first page.'],
      pages: [NONE, '1'],
      model: MODELS,
      task: TASKS,
    },
  };
}
