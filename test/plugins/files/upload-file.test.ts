import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start-sandbox.js';
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

const contentOf = async (id: string) =>
  Buffer.from(await (await fetch(`${sandbox.baseURL}/files/${id}/content`)).arrayBuffer());
const since = (count: number) =>
  sandbox
    .requests()
    .slice(count)
    .map(({ method, path }) => `${method} ${path}`);

describe('upload-file', () => {
  it('uploads a file byte for byte, under its name, until it expires', async () => {
    const bytes = Buffer.from(
      [...Array(300_000).keys()].map((at) => [13, 10, 45, 45, 0, 255, at % 256][at % 7]!),
    );
    const file = await host.put('räume "1".bin', bytes);

    const { structured, text, error } = await host.callTool('upload-file', {
      file,
      purpose: 'evals',
      expires_after: { anchor: 'created_at', seconds: 7200 },
    });

    expect(error).toBeUndefined();
    const { id, ...facts } = structured as Record<string, unknown>;
    expect(facts).toMatchObject({ bytes: 300_000, purpose: 'evals' });
    expect((facts.expires_at as number) - (facts.created_at as number)).toBe(7200);
    expect(text).toContain('300,000 bytes · evals');
    expect((await contentOf(String(id))).equals(bytes)).toBe(true);
  });

  it('takes a data URL under a name of its own', async () => {
    const { structured } = await host.callTool('upload-file', {
      file: 'data:application/json;base64,e30=',
      filename: 'lines.jsonl',
      purpose: 'batch',
    });

    expect(structured).toMatchObject({ filename: 'lines.jsonl', bytes: 2, purpose: 'batch' });
  });

  it('sends nothing for what it has uploaded before, and sends it again once OpenAI has it no more', async () => {
    const file = await host.put('twice.txt', 'Twice.');
    const first = await host.callTool<{ id: string }>('upload-file', { file });
    const before = sandbox.requests().length;

    const second = await host.callTool<{ id: string }>('upload-file', { file });
    const again = since(before);
    await fetch(`${sandbox.baseURL}/files/${first.structured!.id}`, { method: 'DELETE' });
    const third = await host.callTool<{ id: string }>('upload-file', { file });

    expect(second.structured).toEqual(first.structured);
    expect(second.notes.join()).toContain('nothing was sent');
    expect(again).toEqual([`GET /v1/files/${first.structured!.id}`]);
    expect(third.structured!.id).not.toBe(first.structured!.id);
  });

  it('sends a large file in parts, which come to the same bytes', async () => {
    const line = `${JSON.stringify({ text: 'x'.repeat(1_000_003) })}\n`;
    const file = await host.put('large.jsonl', line.repeat(70));
    const before = sandbox.requests().length;

    const { structured, progress, error } = await host.callTool<{ id: string; bytes: number }>(
      'upload-file',
      {
        file,
        purpose: 'fine-tune',
      },
    );

    expect(error).toBeUndefined();
    const asked = sandbox.requests().slice(before);
    expect(asked[0]).toMatchObject({
      path: '/v1/uploads',
      body: { mime_type: 'text/jsonl', bytes: line.length * 70 },
    });
    expect(asked.filter(({ path }) => path.endsWith('/parts'))).toHaveLength(5);
    expect(asked.at(-1)!.body).toMatchObject({ md5: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(progress.at(-1)).toMatchObject({ message: 'Sent 5 of 5 parts', progress: 100 });
    expect((await contentOf(structured!.id)).equals(Buffer.from(line.repeat(70)))).toBe(true);
  });

  it.each([
    ['an empty file', async () => ({ file: await host.put('empty.txt', '') }), 'FILE_EMPTY'],
    [
      '3 GB for a purpose of 512 MB',
      async () => ({ file: await host.putSparse('huge.txt', 3 * 1024 ** 3) }),
      'FILE_TOO_LARGE',
    ],
    [
      '201 MB for a batch',
      async () => ({ file: await host.putSparse('b.jsonl', 201 * 1024 ** 2), purpose: 'batch' }),
      'FILE_TOO_LARGE',
    ],
    [
      '9 GB',
      async () => ({ file: await host.putSparse('9.txt', 9 * 1024 ** 3), purpose: 'assistants' }),
      'FILE_TOO_LARGE',
    ],
    ['a file outside the allowed folders', async () => ({ file: '/etc/hostname' }), 'PATH_NOT_ALLOWED'],
    ['no file', async () => ({ file: `${host.folder}/none.txt` }), 'FILE_NOT_FOUND'],
    [
      'a life of a minute',
      async () => ({ file: 'data:,a', expires_after: { anchor: 'created_at', seconds: 60 } }),
      'INPUT_INVALID',
    ],
    ['a purpose that there is not', async () => ({ file: 'data:,a', purpose: 'fun' }), 'INPUT_INVALID'],
  ])('refuses %s before anything is sent', async (_, input, code) => {
    const before = sandbox.requests().length;

    const { error } = await host.callTool('upload-file', await input());

    expect(error?.code).toBe(code);
    expect(since(before)).toEqual([]);
  });

  it('says what OpenAI says of lines that are none', async () => {
    const file = await host.put('broken.jsonl', '{}\n{"a":\n');

    const { error } = await host.callTool('upload-file', { file, purpose: 'fine-tune' });

    expect(error).toMatchObject({ code: 'UPSTREAM_REJECTED', message: expect.stringContaining('Line 2') });
  });
});
