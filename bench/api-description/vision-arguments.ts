import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import type { Choices } from './combinations.ts';
import { NONE, PIXEL } from './given.ts';

const TASKS = [NONE, 'draft', 'standard', 'hard'];
const MODELS = [NONE, 'gpt-6-luna', 'auto'];
const INVOICE = {
  type: 'object',
  properties: { total: { type: 'number' } },
  required: ['total'],
  additionalProperties: false,
};

/** The tools that look at pictures and read documents. */
export async function visionArguments(folder: string): Promise<Record<string, Choices>> {
  const document = await PDFDocument.create();
  for (const number of [1, 2, 3]) document.addPage([200, 200]).drawText(`Page ${number}`, { size: 20 });
  const pdf = join(folder, 'pages.pdf');
  writeFileSync(pdf, await document.save());
  const table = join(folder, 'table.csv');
  writeFileSync(table, 'city,people\nOslo,717710\n');
  return {
    'analyze-image': {
      image_url: [PIXEL, [PIXEL, PIXEL], 'https://example.com/a.png'],
      prompt: [NONE, 'What is this?'],
      json_schema: [NONE, INVOICE],
      detail: [NONE, 'auto', 'low', 'high', 'original'],
      model: MODELS,
      task: TASKS,
      max_tokens: [NONE, 500],
    },
    'compare-images': {
      image_url: [
        [PIXEL, PIXEL],
        [PIXEL, PIXEL, PIXEL],
      ],
      prompt: [NONE, 'Which is redder?'],
      criteria: [NONE, ['sharpness', 'colour']],
      model: MODELS,
      task: TASKS,
    },
    'analyze-document': {
      file_url: [pdf, table, PIXEL],
      mode: [NONE, 'ask', 'text', 'tables', 'facts'],
      prompt: ['What is on it?'],
      pages: [NONE, '1-2', '3'],
      by_page: [NONE, true],
      model: MODELS,
      task: TASKS,
    },
    'extract-data': {
      file_url: [pdf, [table, PIXEL], PIXEL],
      json_schema: [INVOICE, { name: 'invoice', schema: INVOICE }],
      prompt: [NONE, 'The sum is in euros.'],
      pages: [NONE, '1-2'],
      model: MODELS,
      task: TASKS,
    },
  };
}
