import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { answers } from 'openai-mcp-host/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pagesOf, samplePdf } from './sample-pdfs.js';
import { bytesOf, partsOf, type VisionHost, visionHost } from './vision-host.js';

const PNG = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000', 'hex');
const INVOICE = {
  type: 'object',
  properties: { number: { type: 'string' }, total: { type: 'number' } },
  required: ['number', 'total'],
  additionalProperties: false,
};
const DATA = { number: 'A-1', total: 12.5 };

let host: VisionHost;

beforeEach(async () => {
  host = await visionHost();
  await writeFile(join(host.folder, 'invoice.pdf'), await samplePdf(4));
  await writeFile(join(host.folder, 'receipt.png'), PNG);
  await writeFile(join(host.folder, 'terms.txt'), 'Net 30.');
});
afterEach(() => host.close());

const extract = (input: object) =>
  host.callTool('extract-data', { file_url: 'invoice.pdf', json_schema: INVOICE, ...input });
const format = () => host.openai.requests[0]!.body.text.format;

describe('extract-data', () => {
  test('fills the schema, to which OpenAI holds the model where it can', async () => {
    host.openai.reply('/responses', answers.text(JSON.stringify(DATA)));

    const { structured, text } = await extract({});

    expect(structured).toEqual({ data: DATA });
    expect(JSON.parse(text)).toEqual(DATA);
    expect(format()).toMatchObject({ type: 'json_schema', name: 'answer', schema: INVOICE, strict: true });
  });

  test('reads several documents at once, pictures among them, in their order', async () => {
    host.openai.reply('/responses', answers.text(JSON.stringify(DATA)));

    await extract({ file_url: ['terms.txt', 'receipt.png', 'invoice.pdf'], pages: '2,4', prompt: 'In EUR.' });

    const [text, picture, pdf, asked] = partsOf(host.openai.requests[0]!);
    expect(text).toMatchObject({ type: 'input_file', filename: 'terms.txt' });
    expect(bytesOf(picture!.image_url).equals(PNG)).toBe(true);
    expect(await pagesOf(bytesOf(pdf!.file_data))).toEqual([2, 4]);
    expect(asked!.text).toContain('In EUR.');
  });

  test('has what does not fit mended once, and says so', async () => {
    host.openai.reply('/responses', answers.text('{"number": 7}'), answers.text(JSON.stringify(DATA)));

    const { structured, notes } = await extract({});

    expect(structured).toEqual({ data: DATA });
    expect(notes).toEqual([expect.stringContaining('a second request')]);
  });

  test('gives up after that', async () => {
    host.openai.always('/responses', answers.text('{"number": 7}'));

    const { error } = await extract({});

    expect(error?.code).toBe('OUTPUT_NOT_VALID');
    expect(host.openai.requests).toHaveLength(2);
  });

  test('takes a schema under its name, as OpenAI has it', async () => {
    host.openai.reply('/responses', answers.text(JSON.stringify(DATA)));

    await extract({ json_schema: { name: 'invoice', schema: INVOICE, strict: false } });

    expect(format()).toMatchObject({ name: 'invoice', schema: INVOICE, strict: false });
  });

  test.each([
    ['a list at the root', { type: 'array', items: INVOICE }],
    ['an unknown type', { type: 'object', properties: { total: { type: 'money' } } }],
    ['nothing', {}],
  ])('refuses a schema before anything is sent: %s', async (_, json_schema) => {
    const { error } = await extract({ json_schema });

    expect(error?.code).toBe('JSON_SCHEMA_INVALID');
    expect(host.openai.requests).toEqual([]);
  });

  test('refuses pages where there is no PDF', async () => {
    const { error } = await extract({ file_url: ['terms.txt'], pages: '1' });

    expect(error?.code).toBe('PAGES_INVALID');
  });

  test('refuses more than 50 MB together', async () => {
    await writeFile(join(host.folder, 'large.txt'), Buffer.alloc(26 * 1024 * 1024, 'a'));

    const { error } = await extract({ file_url: ['large.txt', 'large.txt'] });

    expect(error?.code).toBe('DOCUMENT_TOO_LARGE');
    expect(host.openai.requests).toEqual([]);
  });
});
