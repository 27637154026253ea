import { PDFDocument } from '@cantoo/pdf-lib';
import { toFile } from 'openai';
import { describe, expect, it } from 'vitest';
import { useSandbox } from './sandbox-client.js';

const held = useSandbox();
const model = 'gpt-6.2-sol';

async function pdf(pages: number): Promise<Buffer> {
  const document = await PDFDocument.create();
  for (let page = 0; page < pages; page += 1) document.addPage([200, 200]);
  return Buffer.from(await document.save());
}

const dataUrl = (bytes: Buffer, type = 'application/pdf') =>
  `data:${type};base64,${bytes.toString('base64')}`;
const upload = async (bytes: Buffer, name: string) =>
  held.openai.files.create({ file: await toFile(bytes, name), purpose: 'user_data' });
const asking = (part: object) => [
  {
    role: 'user' as const,
    content: [
      { type: 'input_text' as const, text: 'What is it?' },
      { type: 'input_file' as const, ...part },
    ],
  },
];
const show = (part: object) => held.openai.responses.create({ model, input: asking(part) });
const showInChat = (file: object) =>
  held.openai.chat.completions.create({
    model,
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is it?' },
          { type: 'file', file },
        ],
      },
    ],
  });

describe('the files of the sandbox', () => {
  it('are kept byte for byte, listed, and gone once deleted', async () => {
    const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, at) => at % 251));
    const file = await held.openai.files.create({
      file: await toFile(bytes, 'data.bin'),
      purpose: 'evals',
      expires_after: { anchor: 'created_at', seconds: 3600 },
    });

    const content = Buffer.from(await (await held.openai.files.content(file.id)).arrayBuffer());
    const listed = (await held.openai.files.list({ purpose: 'evals' })).data.map(({ id }) => id);
    const deleted = await held.openai.files.delete(file.id);

    expect(file).toMatchObject({ filename: 'data.bin', bytes: 100_000, purpose: 'evals' });
    expect(file.expires_at! - file.created_at).toBe(3600);
    expect(content.equals(bytes)).toBe(true);
    expect(listed).toContain(file.id);
    expect(deleted).toEqual({ id: file.id, object: 'file', deleted: true });
    await expect(held.openai.files.retrieve(file.id)).rejects.toMatchObject({ status: 404 });
  });

  it.each(['user_data', 'assistants', 'vision'] as const)('are not given back: %s', async (purpose) => {
    const { id } = await held.openai.files.create({ file: await toFile(Buffer.from('a'), 'a.txt'), purpose });

    const refused = held.openai.files.content(id);

    await expect(refused).rejects.toMatchObject({
      status: 400,
      message: `400 Not allowed to download files of purpose: ${purpose}`,
    });
  });

  it('are listed in pages, in either order', async () => {
    const ids: string[] = [];
    for (const name of ['1.jsonl', '2.jsonl', '3.jsonl'])
      ids.push(
        (
          await held.openai.files.create({
            file: await toFile(Buffer.from('{}'), name),
            purpose: 'fine-tune',
          })
        ).id,
      );

    const newest = await held.openai.files.list({ purpose: 'fine-tune', limit: 2 });
    const rest = await held.openai.files.list({ purpose: 'fine-tune', after: newest.data[1]!.id });
    const oldest = await held.openai.files.list({ purpose: 'fine-tune', order: 'asc' });

    expect(newest.data.map(({ id }) => id)).toEqual([ids[2], ids[1]]);
    expect(newest.has_more).toBe(true);
    expect(rest.data.map(({ id }) => id)).toEqual([ids[0]]);
    expect(oldest.data.map(({ id }) => id)).toEqual(ids);
    await expect(held.openai.files.list({ limit: 0 })).rejects.toMatchObject({ status: 400 });
  });

  it('may be larger than what aimock takes', async () => {
    const file = await upload(Buffer.alloc(12 * 1024 * 1024, 'a'), 'large.txt');

    expect(file.bytes).toBe(12 * 1024 * 1024);
    await held.openai.files.delete(file.id);
  });

  it('of a batch and of fine-tuning are lines', async () => {
    const create = async (text: string, name: string, purpose: 'batch' | 'fine-tune') =>
      held.openai.files.create({ file: await toFile(Buffer.from(text), name), purpose });

    const file = await create('{"custom_id":"1"}\n', 'lines.jsonl', 'batch');

    expect(file.expires_at! - file.created_at).toBe(2_592_000);
    expect(await (await held.openai.files.content(file.id)).text()).toBe('{"custom_id":"1"}\n');
    await expect(create('{}', 'lines.txt', 'batch')).rejects.toMatchObject({ status: 400 });
    await expect(create('{}\n[1]\n', 'lines.jsonl', 'fine-tune')).rejects.toThrow(
      'Line 2 is not a dictionary',
    );
  });

  it.each([
    ['an empty file', Buffer.alloc(0), 'user_data', 3600],
    ['an unknown purpose', Buffer.from('a'), 'anything', 3600],
    ['an end too soon', Buffer.from('a'), 'user_data', 60],
  ])('are refused: %s', async (_, bytes, purpose, seconds) => {
    const refused = held.openai.files.create({
      file: await toFile(bytes, 'a.txt'),
      purpose: purpose as 'user_data',
      expires_after: { anchor: 'created_at', seconds },
    });

    await expect(refused).rejects.toMatchObject({ status: 400 });
  });
});

describe('a document in a prompt of the sandbox', () => {
  it('is named with its pages, as data and as an uploaded file', async () => {
    const bytes = await pdf(3);
    const { id } = await upload(bytes, 'report.pdf');

    const answers = [
      await show({ filename: 'report.pdf', file_data: dataUrl(bytes) }),
      await show({ file_id: id }),
    ].map(({ output_text }) => output_text);
    const chatted = await showInChat({ filename: 'report.pdf', file_data: dataUrl(bytes) });

    for (const answer of [...answers, chatted.choices[0]!.message.content])
      expect(answer).toContain('It came with the PDF report.pdf (3 pages).');
  });

  it('costs more tokens the more pages it has', async () => {
    const one = await show({ filename: 'a.pdf', file_data: dataUrl(await pdf(1)) });
    const ten = await show({ filename: 'a.pdf', file_data: dataUrl(await pdf(10)) });

    expect(ten.usage!.input_tokens).toBeGreaterThan(one.usage!.input_tokens * 5);
  });

  it('is billed at what the count says before', async () => {
    const document = { filename: 'a.pdf', file_data: dataUrl(await pdf(3)) };

    const counted = await held.openai.responses.inputTokens.count({ model, input: asking(document) });
    const { usage } = await show(document);

    expect(counted).toEqual({ object: 'response.input_tokens', input_tokens: usage!.input_tokens });
  });

  it('may be an office file over Responses, but not over Chat Completions', async () => {
    const file = {
      filename: 'notes.docx',
      file_data: dataUrl(Buffer.from('PK'), 'application/vnd.openxmlformats'),
    };

    const shown = await show(file);

    expect(shown.output_text).toContain('the file notes.docx');
    await expect(showInChat(file)).rejects.toMatchObject({
      status: 400,
      message: expect.stringContaining("got unsupported MIME type 'application/vnd.openxmlformats'"),
    });
  });

  it('is named by its URL, which is not fetched', async () => {
    const { output_text } = await show({ file_url: 'https://example.com/a.pdf?key=secret' });

    expect(output_text).toContain('the document at https://example.com/a.pdf (not fetched)');
  });

  it.each([
    ['nothing', {}, 'Missing required parameter'],
    ['an unknown file', { file_id: 'file-none' }, 'No such File object'],
    ['bare base64', { filename: 'a.pdf', file_data: 'SGVsbG8=' }, "without the 'data:' prefix"],
    ['no name', { file_data: dataUrl(Buffer.from('a')) }, "Missing required parameter: 'filename'"],
    ['two places', { file_id: 'file-1', file_url: 'https://example.com' }, 'Mutually exclusive'],
    ['an archive', { filename: 'a.zip', file_data: dataUrl(Buffer.from('PK')) }, 'but got .zip'],
    ['no PDF', { filename: 'a.pdf', file_data: dataUrl(Buffer.from('hello')) }, 'could not be read as a PDF'],
  ])('is refused: %s', async (_, part, message) => {
    const refused = show(part);

    await expect(refused).rejects.toMatchObject({ message: expect.stringContaining(message) });
  });

  it('is refused where the files of the request are too large together', async () => {
    const { id } = await upload(Buffer.alloc(30 * 1024 * 1024, 'a'), 'large.txt');

    const refused = held.openai.responses.create({
      model,
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_file', file_id: id },
            { type: 'input_file', file_id: id },
          ],
        },
      ],
    });

    await expect(refused).rejects.toMatchObject({ status: 400, code: 'file_too_large' });
    await held.openai.files.delete(id);
  });
});
