import { createHash } from 'node:crypto';
import { toFile } from 'openai';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { useSandbox } from './sandbox-client.js';

const held = useSandbox();
const create = (bytes: number, filename = 'a.txt') =>
  held.openai.uploads.create({ bytes, filename, mime_type: 'text/plain', purpose: 'assistants' });
const add = async (id: string, text: string) =>
  held.openai.uploads.parts.create(id, { data: await toFile(Buffer.from(text), 'part') });

afterEach(() => {
  vi.useRealTimers();
});

describe('an upload in parts to the sandbox', () => {
  it('comes to one file, its parts in the order that is named at the end', async () => {
    const upload = await create(6, 'lines.jsonl');
    const [second, first] = [await add(upload.id, 'def'), await add(upload.id, 'abc')];

    const md5 = createHash('md5').update('abcdef').digest('hex');
    const whole = await held.openai.uploads.complete(upload.id, { part_ids: [first!.id, second!.id], md5 });

    expect(upload).toMatchObject({ status: 'pending', bytes: 6 });
    expect(upload.expires_at - upload.created_at).toBe(3600);
    expect(whole).toMatchObject({
      status: 'completed',
      file: { bytes: 6, filename: 'lines.jsonl', purpose: 'assistants' },
    });
    await expect(add(upload.id, 'more')).rejects.toMatchObject({ status: 400 });
  });

  it.each([
    ['too few bytes', 7, {}],
    ['another checksum', 6, { md5: 'd41d8cd98f00b204e9800998ecf8427e' }],
  ])('is refused at its end: %s', async (_, bytes, more) => {
    const upload = await create(bytes);
    const part = await add(upload.id, 'abcdef');

    const refused = held.openai.uploads.complete(upload.id, { part_ids: [part.id], ...more });

    await expect(refused).rejects.toMatchObject({ status: 400 });
  });

  it('takes nothing more once it is cancelled or an hour has gone by', async () => {
    const [cancelled, expired] = [await create(3), await create(3)];

    await held.openai.uploads.cancel(cancelled.id);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_601_000 });

    await expect(add(cancelled.id, 'abc')).rejects.toMatchObject({ code: 'upload_cancelled' });
    await expect(add(expired.id, 'abc')).rejects.toMatchObject({ code: 'upload_expired' });
    await expect(add('upload_none', 'abc')).rejects.toMatchObject({ status: 404 });
  });
});
