import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start-sandbox.js';
import { startUploadingOpenAI } from '../../support/uploading-openai.js';
import { type FilesHost, filesHost } from './files-host.js';

let sandbox: Sandbox;
let host: FilesHost;

beforeAll(async () => {
  sandbox = await startSandbox();
  host = await filesHost(sandbox.baseURL);
});
afterAll(async () => {
  await host.close();
  await sandbox.stop();
});

const keep = async (content: Uint8Array | string, name: string, purpose = 'user_data') => {
  const file = await host.put(name, content);
  return (await host.callTool<{ id: string }>('upload-file', { file, purpose })).structured!.id;
};

describe('list-files', () => {
  it('lists the newest first, of one purpose, in pages', async () => {
    const ids = [
      await keep('1', '1.txt', 'evals'),
      await keep('2', '2.txt', 'evals'),
      await keep('3', '3.txt', 'evals'),
    ];

    const first = await host.callTool<{ files: { id: string }[] }>('list-files', {
      purpose: 'evals',
      limit: 2,
    });
    const rest = await host.callTool('list-files', { purpose: 'evals', limit: 2, after: ids[1] });

    expect(first.structured).toMatchObject({
      files: [{ id: ids[2], filename: '3.txt' }, { id: ids[1] }],
      has_more: true,
    });
    expect(first.text).toContain(`ask with after ${ids[1]}`);
    expect(rest.structured).toMatchObject({ files: [{ id: ids[0] }], has_more: false });
  });

  it('says so where there is none', async () => {
    const { text, structured } = await host.callTool('list-files', { purpose: 'vision' });

    expect(text).toBe('There are no such files.');
    expect(structured).toEqual({ files: [], has_more: false });
  });
});

describe('get-file', () => {
  it('tells what a file is', async () => {
    const id = await keep('Hello', 'hello.txt');

    const { structured, text } = await host.callTool('get-file', { file_id: id });

    expect(structured).toMatchObject({ id, bytes: 5, filename: 'hello.txt', purpose: 'user_data' });
    expect(text).toContain('hello.txt · 5 bytes');
  });
});

describe('download-file', () => {
  it('saves the bytes as they are, and overwrites nothing', async () => {
    const bytes = Buffer.from([...Array(2_000_000).keys()].map((at) => at % 253));
    const id = await keep(bytes, 'data.bin', 'evals');

    const first = await host.callTool<{ path: string; bytes: number }>('download-file', { file_id: id });
    const second = await host.callTool<{ path: string }>('download-file', { file_id: id });

    expect(first.structured!.bytes).toBe(2_000_000);
    expect(second.structured!.path).not.toBe(first.structured!.path);
    for (const { structured } of [first, second])
      expect((await readFile(structured!.path)).equals(bytes)).toBe(true);
    expect(first.content.some(({ type }) => type === 'resource_link')).toBe(true);
  });

  it('keeps the kind of lines', async () => {
    const id = await keep('{"a":1}\n', 'lines.jsonl', 'fine-tune');

    const { structured } = await host.callTool<{ path: string }>('download-file', { file_id: id });

    expect(structured!.path).toMatch(/lines\.jsonl$/);
  });

  it('says that OpenAI gives back no file that was uploaded to be read', async () => {
    const id = await keep('Mine', 'mine.txt');

    const { error } = await host.callTool('download-file', { file_id: id });

    expect(error).toMatchObject({ code: 'DOWNLOAD_REFUSED', message: expect.stringContaining('user_data') });
  });
});

describe('delete-file', () => {
  it('deletes a file once the person has agreed', async () => {
    const id = await keep('Old', 'old.txt');
    const asking = await filesHost(sandbox.baseURL, { answer: 'accept' });

    const { structured, text } = await asking.callTool('delete-file', { file_id: id });
    const { error } = await asking.callTool('get-file', { file_id: id });
    await asking.close();

    expect(structured).toEqual({ id, deleted: true });
    expect(text).toContain('old.txt');
    expect(error?.code).toBe('FILE_ID_UNKNOWN');
  });

  it('believes that the person has agreed only where nobody can be asked', async () => {
    const id = await keep('Agreed', 'agreed.txt');
    const asking = await filesHost(sandbox.baseURL, { answer: 'decline' });

    const declined = await asking.callTool('delete-file', { file_id: id, confirm: true });
    const { structured } = await host.callTool('delete-file', { file_id: id, confirm: true });
    await asking.close();

    expect(declined.error?.code).toBe('NOT_CONFIRMED');
    expect(structured).toEqual({ id, deleted: true });
  });

  it.each([
    ['the person declines', 'decline' as const],
    ['nobody can be asked', undefined],
  ])('deletes nothing where %s', async (_, answer) => {
    const id = await keep(`Kept ${answer}`, 'kept.txt');
    const asking = await filesHost(sandbox.baseURL, answer === undefined ? {} : { answer });

    const { error } = await asking.callTool('delete-file', { file_id: id });
    const there = await asking.callTool('get-file', { file_id: id });
    await asking.close();

    expect(error?.code).toBe('NOT_CONFIRMED');
    expect(there.error).toBeUndefined();
  });
});

describe('the tools of files', () => {
  it.each(['get-file', 'download-file', 'delete-file'])(
    '%s says of an unknown id that there is no such file',
    async (tool) => {
      const { error } = await host.callTool(tool, { file_id: 'file-none' });

      expect(error).toMatchObject({ code: 'FILE_ID_UNKNOWN', message: expect.stringContaining('file-none') });
    },
  );

  it.each(['../files', 'a/b', ''])('refuse an id that is none: %s', async (file_id) => {
    const { error } = await host.callTool('get-file', { file_id });

    expect(error?.code).toBe('INPUT_INVALID');
  });

  it('say that the provider keeps no files', async () => {
    const other = await startUploadingOpenAI({ without: /./ });
    const there = await filesHost(other.baseURL);
    const file = await there.put('a.txt', 'a');

    const codes = [
      await there.callTool('upload-file', { file }),
      await there.callTool('list-files'),
      await there.callTool('get-file', { file_id: 'file-1' }),
    ].map(({ error }) => error?.code);
    await there.close();
    await other.stop();

    expect(codes).toEqual(Array(3).fill('FILES_API_MISSING'));
  });
});
