import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import type { Choices } from './combinations.ts';
import { NONE, PIXEL } from './given.ts';

const INVOICE = {
  type: 'object',
  properties: { total: { type: 'number' } },
  required: ['total'],
  additionalProperties: false,
};
const OPEN = { type: 'object', properties: { total: {} } };
const MODELS = [NONE, 'gpt-6-luna', 'gpt-6.2-sol', 'gpt-4o', 'auto'];
const TASKS = [NONE, 'draft', 'standard', 'hard'];
/** More than goes along with a question. */
const LARGE = 5 * 1024 * 1024;

/** The tools that look at pictures and documents. */
export async function visionArguments(folder: string): Promise<Record<string, Choices>> {
  const document = await PDFDocument.create();
  for (let page = 0; page < 3; page += 1) document.addPage([200, 200]);
  await writeFile(join(folder, 'report.pdf'), await document.save());
  await writeFile(join(folder, 'notes.txt'), 'Total: 12');
  document.context.register(document.context.stream(randomBytes(LARGE)));
  await writeFile(join(folder, 'large.pdf'), await document.save());
  return {
    'analyze-image': {
      image_url: [PIXEL, [PIXEL, PIXEL]],
      prompt: [NONE, 'What is it?'],
      json_schema: [NONE, INVOICE, OPEN, { name: 'invoice', schema: INVOICE, strict: true }],
      detail: [NONE, 'auto', 'low', 'high', 'original'],
      model: MODELS,
      task: TASKS,
      max_tokens: [NONE, 5, 500],
    },
    'compare-images': {
      image_url: [
        [PIXEL, PIXEL],
        [PIXEL, PIXEL, PIXEL],
      ],
      prompt: [NONE, 'For a poster.'],
      criteria: [NONE, [], ['sharpness', 'colour']],
      model: MODELS,
      task: TASKS,
    },
    'analyze-document': {
      file_url: ['report.pdf', 'notes.txt', 'large.pdf', PIXEL],
      mode: [NONE, 'ask', 'text', 'tables', 'facts'],
      prompt: [NONE, 'What is to be paid?'],
      pages: [NONE, '1', '1-2,3'],
      by_page: [NONE, true, false],
      model: MODELS,
      task: TASKS,
    },
    'extract-data': {
      file_url: ['report.pdf', ['notes.txt', PIXEL], 'large.pdf'],
      json_schema: [INVOICE, OPEN, { name: 'invoice', schema: INVOICE, strict: false }],
      prompt: [NONE, 'In EUR.'],
      pages: [NONE, '2-'],
      model: MODELS,
      task: TASKS,
    },
  };
}
