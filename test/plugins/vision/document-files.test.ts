import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answers } from 'openai-mcp-host/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { pagesOf, samplePdf } from './sample-pdfs.js';
import { bytesOf, partsOf, type VisionHost, visionHost } from './vision-host.js';

const PNG = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000', 'hex');
const OLD_WORD = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600, 7)]);
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const MB = 1024 * 1024;

/** As much of an office file as tells it from other archives. */
const officeFile = (part: string) =>
  Buffer.concat([Buffer.from('504b030414000600', 'hex'), Buffer.alloc(22), Buffer.from(part)]);

let host: VisionHost;
const put = async (name: string, content: string | Buffer) => {
  await writeFile(join(host.folder, name), content);
  return name;
};

beforeAll(async () => {
  host = await visionHost();
});
beforeEach(() => void host.openai.requests.splice(0));
afterEach(() => host.openai.verify());
afterAll(() => host.close());

const read = (input: object, own = host, signal?: AbortSignal) =>
  own.callTool('analyze-document', input, signal && { signal });
const asked = (own = host) => own.openai.requests.filter(({ path }) => path === '/responses');
const shown = (own = host) => partsOf(asked(own)[0]!)[0]!;
const seen = (own = host) => own.openai.requests.map(({ method, path }) => `${method} ${path}`);

describe('a document', () => {
  test.each([
    ['notes.docx', officeFile('word/document.xml'), WORD],
    [
      'table.xlsx',
      officeFile('xl/workbook.xml'),
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
    [
      'talk.pptx',
      officeFile('ppt/presentation.xml'),
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    ],
    ['old.doc', OLD_WORD, 'application/msword'],
    ['large.docx', officeFile('media/picture.jpg'), WORD],
    ['list.csv', 'a,b\n1,2\n', 'text/csv'],
    ['notes.md', '# Notes\n', 'text/markdown'],
    ['page.html', '<!doctype html><p>Hi</p>', 'text/html'],
    ['data.json', '{"a": 1}', 'application/json'],
    ['letter.rtf', '{\\rtf1 Hello}', 'application/rtf'],
    ['plain.txt', 'Hello', 'text/plain'],
  ])('may be %s', async (name, content, mimeType) => {
    const file_url = await put(name, content);
    host.openai.reply('/responses', answers.text('Read.'));

    const { structured } = await read({ file_url });

    expect(structured).toEqual({ text: 'Read.' });
    expect(shown()).toMatchObject({ type: 'input_file', filename: name });
    expect(shown().file_data).toBe(`data:${mimeType};base64,${Buffer.from(content).toString('base64')}`);
  });

  test('that is a picture is looked at', async () => {
    const file_url = await put('scan.png', PNG);
    host.openai.reply('/responses', answers.text('# A scan'));

    await read({ file_url, mode: 'text' });

    expect(shown()).toMatchObject({ type: 'input_image', detail: 'high' });
    expect(bytesOf(shown().image_url).equals(PNG)).toBe(true);
  });

  test('is what its content is, whatever its name says', async () => {
    const picture = await put('photo.pdf', PNG);
    const text = await put('saved.pdf', '<html>Not found</html>');
    const pdf = await put('report.docx', await samplePdf(1));
    host.openai.reply('/responses', answers.text('1'), answers.text('2'), answers.text('3'));

    const results = [];
    for (const file_url of [picture, text, pdf]) results.push(await read({ file_url }));

    const parts = asked().map((request) => partsOf(request)[0]!);
    expect(parts.map(({ type, filename }) => filename ?? type)).toEqual([
      'input_image',
      'saved.html',
      'report.pdf',
    ]);
    expect(results[0]!.notes).toEqual(['photo.pdf was read as photo.png, which it is by its content.']);
  });

  test('may be a data URL', async () => {
    const pdf = await samplePdf(2);
    host.openai.reply('/responses', answers.text('Two pages.'));

    await read({ file_url: `data:application/pdf;base64,${pdf.toString('base64')}` });

    expect(await pagesOf(bytesOf(shown().file_data))).toEqual([1, 2]);
  });

  test.each([
    ['an empty file', 'empty.pdf', () => Buffer.alloc(0), 'NOT_A_DOCUMENT'],
    ['an archive', 'files.zip', () => Buffer.from('504b0304140006000000', 'hex'), 'NOT_A_DOCUMENT'],
    ['bytes that say nothing', 'data.pdf', () => Buffer.from([1, 2, 3, 0, 255]), 'NOT_A_DOCUMENT'],
    ['a PDF without anything', 'junk.pdf', () => Buffer.from('%PDF-1.7\njunk\n%%EOF'), 'DOCUMENT_DAMAGED'],
    [
      'a PDF that was cut off',
      'cut.pdf',
      async () => (await samplePdf(5)).subarray(0, 700),
      'DOCUMENT_DAMAGED',
    ],
    [
      'a PDF under a password',
      'secret.pdf',
      () => samplePdf(2, { userPassword: 'x', ownerPassword: 'y' }),
      'DOCUMENT_ENCRYPTED',
    ],
    ['more than 50 MB', 'large.txt', () => Buffer.alloc(50 * MB + 1, 'a'), 'FILE_TOO_LARGE'],
  ])('is refused before anything is sent: %s', async (_, name, content, code) => {
    const file_url = await put(name, await content());

    const { error } = await read({ file_url });

    expect(error?.code).toBe(code);
    expect(error?.hint).toBeTruthy();
    expect(host.openai.requests).toEqual([]);
  });

  test('outside the allowed folders is not read', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'elsewhere-'));
    await writeFile(join(elsewhere, 'report.pdf'), await samplePdf(1));

    const { error } = await read({ file_url: join(elsewhere, 'report.pdf') });

    expect(error?.code).toBe('PATH_NOT_ALLOWED');
  });

  test('has no pages to choose where it is no PDF', async () => {
    const file_url = await put('notes.txt', 'Hello');

    const { error } = await read({ file_url, pages: '1' });

    expect(error?.code).toBe('PAGES_INVALID');
  });

  test('that is only locked against changes is read as anybody could', async () => {
    const file_url = await put('locked.pdf', await samplePdf(3, { ownerPassword: 'owner' }));
    host.openai.reply('/responses', answers.text('Three.'));

    await read({ file_url });

    const bytes = bytesOf(shown().file_data);
    expect(await pagesOf(bytes)).toEqual([1, 2, 3]);
    expect(bytes.includes('/Encrypt')).toBe(false);
  });
});

describe('a large document', () => {
  const upload = answers.json({
    id: 'file-1',
    object: 'file',
    bytes: 1,
    created_at: 1,
    filename: 'a',
    purpose: 'user_data',
  });
  const gone = answers.json({ id: 'file-1', object: 'file', deleted: true });
  let pdf: Buffer;

  beforeAll(async () => {
    pdf = await samplePdf(10, { bytesPerPage: MB / 2 });
    await put('large.pdf', pdf);
  });

  test('is uploaded byte for byte with an end, shown by its id, and deleted', async () => {
    host.openai
      .reply('POST /files', upload)
      .reply('/responses', answers.text('Large.'))
      .reply('DELETE /files/file-1', gone);

    const { structured } = await read({ file_url: 'large.pdf' });

    const { body } = host.openai.requests[0]!;
    expect(structured).toEqual({ text: 'Large.' });
    expect(seen()).toEqual(['POST /files', 'POST /responses', 'DELETE /files/file-1']);
    expect(body).toMatchObject({
      purpose: 'user_data',
      'expires_after[anchor]': 'created_at',
      'expires_after[seconds]': '3600',
    });
    expect(body.file).toMatchObject({ name: 'large.pdf', type: 'application/pdf' });
    expect(Buffer.from(await body.file.arrayBuffer()).equals(pdf)).toBe(true);
    expect(shown()).toEqual({ type: 'input_file', file_id: 'file-1' });
  });

  test('is deleted after a failure, too', async () => {
    host.openai
      .reply('POST /files', upload)
      .reply('/responses', answers.error(500, 'server_error'))
      .reply('DELETE /files/file-1', gone);

    const { error } = await read({ file_url: 'large.pdf' });

    expect(error?.code).toBe('UPSTREAM_FAILED');
    expect(seen()).toContain('DELETE /files/file-1');
  });

  test('is deleted when the call is cancelled in the middle', async () => {
    const cancel = new AbortController();
    const own = await visionHost();
    await writeFile(join(own.folder, 'large.pdf'), pdf);
    const deleted = new Promise<void>((resolve) => {
      own.openai
        .reply('POST /files', upload)
        .reply('/responses', () => {
          cancel.abort();
          return { hang: true };
        })
        .reply('DELETE /files/file-1', (request) => {
          resolve();
          return typeof gone === 'function' ? gone(request) : gone;
        });
    });

    const result = read({ file_url: 'large.pdf' }, own, cancel.signal);

    await expect(result).rejects.toThrow();
    await deleted;
    expect(seen(own)).toEqual(['POST /files', 'POST /responses', 'DELETE /files/file-1']);
    await own.close();
  });

  test('that could not be deleted is told of', async () => {
    host.openai
      .reply('POST /files', upload)
      .reply('/responses', answers.text('Large.'))
      .reply('DELETE /files/file-1', answers.error(500, 'server_error'));

    const { structured, notes } = await read({ file_url: 'large.pdf' });

    expect(structured).toEqual({ text: 'Large.' });
    expect(notes).toEqual([
      expect.stringContaining('could not be deleted; OpenAI deletes it within the hour'),
    ]);
  });

  test('is sent page by page without an upload, where each page is small', async () => {
    host.openai.always('/responses', answers.text('A page.'));

    await read({ file_url: 'large.pdf', mode: 'text' });

    expect(new Set(seen())).toEqual(new Set(['POST /responses']));
    expect(asked()).toHaveLength(10);
  });
});

describe('at a provider without the Responses API', () => {
  const chat = { openai: { baseURL: 'http://models.test/v1', api: 'chat' } };

  test('a PDF goes as a file, and a text as words', async () => {
    const own = await visionHost({ config: chat });
    own.openai.reply('/chat/completions', answers.text('A PDF.'), answers.text('A text.'));
    const dataUrl = `data:application/pdf;base64,${(await samplePdf(1)).toString('base64')}`;

    await read({ file_url: dataUrl, model: 'llava' }, own);
    await read(
      { file_url: `data:text/plain;base64,${Buffer.from('Hello').toString('base64')}`, model: 'llava' },
      own,
    );

    const contents = own.openai.requests.map(({ body }) => body.messages.at(-1).content[0]);
    expect(contents[0]).toMatchObject({ type: 'file', file: { file_data: dataUrl } });
    expect(contents[1]).toEqual({ type: 'text', text: expect.stringMatching(/:\n\nHello$/) });
    await own.close();
  });

  test('an office file is refused', async () => {
    const own = await visionHost({ config: { ...chat } });
    const file_url = `data:application/octet-stream;base64,${officeFile('word/document.xml').toString('base64')}`;

    const { error } = await read({ file_url, model: 'llava' }, own);

    expect(error).toMatchObject({
      code: 'RESPONSES_API_MISSING',
      hint: 'Save it as PDF or text, and name that.',
    });
    await own.close();
  });
});
