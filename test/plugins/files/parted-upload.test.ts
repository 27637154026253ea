import { appendFile, open, truncate } from 'node:fs/promises';
import { afterEach, describe, expect, it } from 'vitest';
import {
  startUploadingOpenAI,
  type UploadingOpenAI,
  type UploadingOptions,
} from '../../support/uploading-openai.js';
import { type FilesHost, filesHost } from './files-host.js';

const MB = 1024 * 1024;
let openai: UploadingOpenAI;
let host: FilesHost;

afterEach(async () => {
  await host.close();
  await openai.stop();
});

/** A file of 70 MB: four parts of 16 MB, and one of 6. */
async function begin(options: UploadingOptions = {}): Promise<string> {
  openai = await startUploadingOpenAI(options);
  host = await filesHost(openai.baseURL);
  const path = await host.putSparse('large.txt', 70 * MB);
  // Every part is another.
  for (let part = 0; part < 5; part++) await overwrite(path, part * 16 * MB, `part ${part}`);
  return path;
}

async function contentAt(path: string, position: number): Promise<string> {
  const handle = await open(path);
  const { buffer } = await handle.read(Buffer.alloc(7), 0, 7, position);
  await handle.close();
  return buffer.toString();
}

async function overwrite(path: string, position: number, text: string): Promise<void> {
  const handle = await open(path, 'r+');
  await handle.write(text, position);
  await handle.close();
}

const upload = (file: string) =>
  host.callTool<{ id: string }>('upload-file', { file, purpose: 'assistants' });
const uploadsOf = () => [...openai.uploads.values()].map(({ status }) => status);

describe('an upload in parts', () => {
  it('goes on after a failure, with the parts alone that are missing', async () => {
    const path = await begin({ onPart: (_, count) => (count === 3 ? 500 : undefined) });

    const failed = await upload(path);
    const sent = openai.answered.length;
    openai.options.onPart = () => {};
    const { structured, notes } = await upload(path);

    expect(failed.error?.code).toBe('UPSTREAM_FAILED');
    expect(sent).toBeGreaterThanOrEqual(2);
    expect(openai.answered).toHaveLength(5);
    expect(openai.completed[0]!.part_ids).toHaveLength(5);
    expect(new Set(openai.completed[0]!.part_ids).size).toBe(5);
    expect(structured).toMatchObject({ id: 'file-1', bytes: 70 * MB });
    expect(notes.join()).toContain(`${sent} of 5 parts had been sent before`);
    expect(uploadsOf()).toEqual(['completed']);
  });

  it('goes on after it was cancelled', async () => {
    const stop = new AbortController();
    const path = await begin({ onPart: (_, count) => (count === 4 ? stop.abort() : undefined) });

    const call = host.callTool('upload-file', { file: path, purpose: 'assistants' }, { signal: stop.signal });
    await expect(call).rejects.toThrow();
    openai.options.onPart = () => {};
    const { structured } = await upload(path);

    expect(structured).toMatchObject({ bytes: 70 * MB });
    expect(uploadsOf()).toEqual(['completed']);
  });

  it.each([
    ['has expired', { lifeSeconds: 30 }, () => {}],
    ['was cancelled', {}, () => Object.assign(openai.uploads.get('upload_1')!, { status: 'cancelled' })],
    ['is gone', {}, () => openai.uploads.delete('upload_1')],
  ])('is begun anew where the earlier one %s', async (_, options, happen) => {
    const path = await begin({ ...options, onPart: (_, count) => (count === 3 ? 500 : undefined) });
    await upload(path);

    happen();
    openai.options = {};
    const { structured, notes } = await upload(path);

    expect(structured).toMatchObject({ id: 'file-1' });
    expect(notes.join()).toContain('begun anew');
    expect(openai.completed.at(-1)!.part_ids).toHaveLength(5);
  });

  it('of a file that changes meanwhile is refused, and nothing of it stays at OpenAI', async () => {
    const path = await begin();
    openai.options.onPart = async (_, count) => {
      // The first parts are answered when the last ones are others already.
      if (count === 1) for (const part of [3, 4]) await overwrite(path, part * 16 * MB, 'changed');
      else await expect.poll(() => contentAt(path, 4 * 16 * MB), { timeout: 20_000 }).toBe('changed');
    };

    const { error } = await upload(path);

    expect(error).toMatchObject({ code: 'FILE_UNREADABLE', message: expect.stringContaining('it changed') });
    expect(uploadsOf()).toEqual(['cancelled']);
    expect(openai.files.size).toBe(0);
  });

  it('of a file that becomes shorter meanwhile is refused, too', async () => {
    const path = await begin({ onPart: (_, count) => (count === 1 ? truncate(path, MB) : undefined) });

    const { error } = await upload(path);

    expect(error?.code).toBe('FILE_UNREADABLE');
    expect(uploadsOf()).toEqual(['cancelled']);
  });

  it('takes a file that has grown since for another one', async () => {
    const path = await begin({ onPart: (_, count) => (count === 3 ? 500 : undefined) });
    await upload(path);

    await appendFile(path, 'more');
    openai.options = {};
    const { structured } = await upload(path);

    expect(structured).toMatchObject({ bytes: 70 * MB + 4 });
    expect(openai.uploads.size).toBe(2);
  });

  it('finds its file where OpenAI completed it and the answer was lost', async () => {
    const path = await begin({ onCompleted: () => 500 });
    await upload(path);
    openai.options = {};

    const { structured, notes } = await upload(path);

    expect(structured).toMatchObject({ id: 'file-1', bytes: 70 * MB });
    expect(notes.join()).toContain('had been completed before');
    expect(openai.answered).toHaveLength(5);
    expect(openai.files.size).toBe(1);
  });

  it('is shared by calls that send the same file at the same time', async () => {
    const path = await begin();

    const results = await Promise.all([upload(path), upload(path), upload(path)]);

    expect(results.map(({ structured }) => structured?.id)).toEqual(['file-1', 'file-1', 'file-1']);
    expect(openai.answered).toHaveLength(5);
    expect(uploadsOf()).toEqual(['completed']);
  });

  it('is taken over by the other call where the first one is cancelled', async () => {
    const stop = new AbortController();
    const path = await begin();
    const input = { file: path, purpose: 'assistants' };
    const first = host.callTool('upload-file', input, { signal: stop.signal }).catch(() => 'cancelled');
    await expect.poll(() => openai.requests, { timeout: 20_000 }).toContain('POST /uploads');
    const second = upload(path);
    openai.options.onPart = (_, count) => (count === 2 ? stop.abort() : undefined);

    const { structured } = await second;

    expect(structured).toMatchObject({ id: 'file-1', bytes: 70 * MB });
    await first;
    expect(openai.files.size).toBe(1);
  });

  it('goes at once where the provider takes no parts', async () => {
    const path = await begin({ without: /^\/uploads/ });

    const { structured, notes } = await upload(path);

    expect(structured).toMatchObject({ id: 'file-1' });
    expect(notes.join()).toContain('sent at once');
    expect(openai.requests).toEqual(['POST /uploads', 'POST /files']);
  });
});
