import { createHash } from 'node:crypto';
import { IsInt, IsString } from 'class-validator';
import { definePlugin, Files, Tool } from 'openai-mcp-host/plugin';
import { type TestHost, testHost } from 'openai-mcp-host/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FreshStorage, freshStorage } from '../../support/fresh-storage.js';
import { startObjectStore, type TestStore } from '../../support/object-store.js';

const MB = 1024 * 1024;

class WriteInput {
  @IsString()
  title!: string;

  @IsInt()
  megabytes = 0;
}

class Written {
  @IsString()
  name!: string;

  @IsString()
  sha256!: string;
}

@Tool({
  ...{ name: 'write-bytes', title: 'Write', description: 'Write so many megabytes, or a word.' },
  ...{ input: WriteInput, output: Written, effect: 'additive' },
})
class WriteBytes {
  constructor(private readonly files: Files) {}

  async run({ title, megabytes }: WriteInput): Promise<Written> {
    const hash = createHash('sha256');
    const pieces = async function* () {
      for (let nth = 0; nth < megabytes; nth++) {
        const piece = Buffer.alloc(MB, nth + 1);
        hash.update(piece);
        yield piece;
      }
    };
    const { name } = await this.files.save(title, { data: pieces(), mimeType: 'text/plain' });
    return { name, sha256: hash.digest('hex') };
  }
}

class ReadInput {
  @IsString()
  name!: string;
}

@Tool({
  ...{ name: 'hash-bytes', title: 'Hash', description: 'Hash a file.' },
  ...{ input: ReadInput, output: Written, effect: 'read-only' },
})
class HashBytes {
  constructor(private readonly files: Files) {}

  async run({ name }: ReadInput): Promise<Written> {
    const file = await this.files.open(`openai-mcp-host://files/${encodeURIComponent(name)}`, {
      maxBytes: 1e9,
    });
    const hash = createHash('sha256');
    for (let at = 0; at < file.size; at += MB) hash.update(await file.slice(at, at + MB));
    return { name, sha256: hash.digest('hex') };
  }
}

const writer = definePlugin({
  ...{ name: 'writer', title: 'Write', version: '1.0.0', host: '^1' },
  tools: [WriteBytes, HashBytes],
});

let fresh: FreshStorage;
let store: TestStore;
let hosts: TestHost[];

beforeEach(async () => {
  fresh = await freshStorage('postgres');
  store = await startObjectStore();
  hosts = [];
});
afterEach(async () => {
  for (const host of hosts) await host[Symbol.asyncDispose]();
  await store.stop();
  await fresh.drop();
});

/** A server with a disk of its own. */
const start = async (section: Record<string, string> = {}, keep = {}): Promise<TestHost> => {
  const host = await testHost({
    plugins: [writer],
    config: { files: { store: { ...store.section, ...section }, keep } },
    env: { OPENAI_MCP_DATABASE_URL: (fresh.place as { url: string }).url },
  });
  hosts.push(host);
  return host;
};
const write = (host: TestHost, title: string, megabytes = 1) =>
  host.callTool<Written>('write-bytes', { title, megabytes });
const read = (host: TestHost, name: string) => host.callTool<Written>('hash-bytes', { name });
const times = (like: RegExp) => store.asked.filter((line) => like.test(line)).length;

test('names of any language, and marks in the prefix, are signed as the store reads them', async () => {
  const prefix = { prefix: "it's/(ours)!/v1.0/" };
  const [desk, lamp] = [await start(prefix), await start(prefix)];
  const titles = ['Grüße + 100 %', '猫の写真', 'Ωμέγα & Я', 'a~b*c', '🙂 Ünï-côdé', 'plain'];

  const written = await Promise.all(titles.map((title) => write(desk, title)));
  const got = await Promise.all(written.map(({ structured }) => read(lamp, structured!.name)));

  expect(written.map(({ error }) => error)).toEqual(titles.map(() => undefined));
  expect(got.map(({ structured }) => structured)).toEqual(written.map(({ structured }) => structured));
  expect(await store.keys()).toContain("it's/(ours)!/v1.0/猫の写真.txt");
});

test('an empty file goes out and comes back', async () => {
  const [desk, lamp] = [await start(), await start()];

  const { structured } = await write(desk, 'Nothing', 0);

  expect((await read(lamp, structured!.name)).structured).toEqual(structured);
});

test('a file is deleted by a signed request, whatever its name', async () => {
  const desk = await start();
  await write(desk, 'Grüße, alt');
  await fresh.open().then(({ db }) =>
    db
      .updateTable('produced_file')
      .set({ at: Date.now() - 86_400_000 })
      .execute(),
  );
  const lamp = await start({}, { maxAgeDays: 0.5 });

  await write(lamp, 'Neu');

  await expect.poll(() => store.keys(), { timeout: 5000 }).toEqual(['team/neu.txt']);
  expect(store.asked).toContain('DELETE /made/team/gr%C3%BC%C3%9Fe-alt.txt');
});

test.each<{ of: string; section: Record<string, string> }>([
  { of: 'secret key', section: { secretKey: 'its/secret+kex=' } },
  { of: 'access key', section: { accessKey: 'somebody-else' } },
  { of: 'region', section: { region: 'eu-south-1' } },
])('with another $of nothing is taken, and the model is told no key', async ({ section }) => {
  const desk = await start(section);

  const { error } = await write(desk, 'Notes');

  expect(error).toMatchObject({ code: 'FILE_NOT_SAVED', message: expect.stringContaining('object store') });
  expect(JSON.stringify(error)).not.toMatch(/somebody-else|secret\+ke|S3RVER/);
  expect(store.asked).toEqual([]);
});

test('with a clock that is too far off nothing is taken, and again once it is right', async () => {
  const desk = await start();
  store.clock.aheadMs = 16 * 60_000;

  const { error } = await write(desk, 'Notes');
  store.clock.aheadMs = -10 * 60_000;
  const { structured } = await write(desk, 'Notes');

  expect(error).toMatchObject({ code: 'FILE_NOT_SAVED' });
  expect(structured).toMatchObject({ name: 'notes.txt' });
});

test('a store that is busy, or breaks off, is asked again', async () => {
  const [desk, lamp] = [await start(), await start()];
  store.mishap(/^PUT/, { status: 503, word: 'SlowDown' });
  store.mishap(/^PUT/, 'breaks');
  store.mishap(/^GET/, { status: 500, word: 'InternalError' });
  store.mishap(/^GET/, 'breaks in its answer');

  const { structured } = await write(desk, 'Notes', 3);
  const { structured: got } = await read(lamp, structured!.name);

  expect(got).toEqual(structured);
  expect([times(/^PUT/), times(/^GET/)]).toEqual([3, 3]);
});

test('a file that the store has taken while its answer was lost is saved once', async () => {
  const desk = await start();
  store.mishap(/^PUT/, 'is done and breaks');

  const { structured } = await write(desk, 'Notes');

  expect(structured).toMatchObject({ name: 'notes.txt' });
  expect(await store.keys()).toEqual(['team/notes.txt']);
});

test('a refusal is not asked again', async () => {
  const desk = await start();
  store.mishap(/^PUT/, { status: 403, word: 'AccessDenied' });

  const { error } = await write(desk, 'Notes');

  expect(error).toMatchObject({ code: 'FILE_NOT_SAVED' });
  expect(times(/^PUT/)).toBe(1);
});

test('of a large file only the part that failed is sent again', async () => {
  const [desk, lamp] = [await start(), await start()];
  store.mishap(/partNumber=2/, { status: 503, word: 'SlowDown' });
  store.mishap(/partNumber=4/, 'is done and breaks');

  const { structured } = await write(desk, 'Novel', 70);

  expect(times(/^PUT .*partNumber=/)).toBe(5 + 2);
  expect((await read(lamp, structured!.name)).structured).toEqual(structured);
});

test('a large file is saved although the answer that it is whole was lost', async () => {
  const [desk, lamp] = [await start(), await start()];
  store.mishap(/^POST .*uploadId=/, 'is done and breaks');
  store.mishap(/^POST .*uploadId=/, { status: 404, word: 'NoSuchUpload' });

  const { structured } = await write(desk, 'Novel', 65);

  expect((await read(lamp, structured!.name)).structured).toEqual(structured);
});

test('a large file that the store could not put together is an error, though it said 200, and leaves nothing behind', async () => {
  const desk = await start();
  store.mishap(/^POST .*uploadId=/, { status: 200, word: 'InternalError' }, 4);

  const { error } = await write(desk, 'Novel', 65);

  expect(error).toMatchObject({ code: 'FILE_NOT_SAVED' });
  expect(times(/^DELETE .*uploadId=/)).toBe(1);
  expect(await store.keys()).toEqual([]);
});
