import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { IsInt, IsString } from 'class-validator';
import { definePlugin, Files, Tool } from 'openai-mcp-host/plugin';
import { type TestHost, testHost } from 'openai-mcp-host/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import files from '../../../plugins/files/plugin.js';
import { ProducedFile } from '../../../plugins/files/produced-file.resource.js';
import type { Storage } from '../../../src/storage/storage.js';
import { type FreshStorage, freshStorage } from '../../support/fresh-storage.js';
import { startObjectStore, type TestStore } from '../../support/object-store.js';

const DAY_MS = 86_400_000;

class WriteInput {
  @IsString()
  title!: string;

  @IsString()
  text!: string;

  @IsInt()
  times = 1;
}

class Written {
  @IsString()
  name!: string;

  @IsString()
  path!: string;

  @IsInt()
  size!: number;
}

@Tool({
  ...{ name: 'write-text', title: 'Write', description: 'Write a text many times over.' },
  ...{ input: WriteInput, output: Written, effect: 'additive' },
})
class WriteText {
  constructor(private readonly files: Files) {}

  run({ title, text, times }: WriteInput): Promise<Written> {
    const pieces = async function* () {
      for (let time = 0; time < times; time++) yield Buffer.from(text);
    };
    return this.files.save(title, { data: pieces(), mimeType: 'text/plain' });
  }
}

class HashInput {
  @IsString()
  source!: string;
}

class Hash {
  @IsString()
  sha256!: string;
}

@Tool({
  ...{ name: 'hash-file', title: 'Hash', description: 'Hash a file piece by piece.' },
  ...{ input: HashInput, output: Hash, effect: 'read-only' },
})
class HashFile {
  constructor(private readonly files: Files) {}

  async run({ source }: HashInput): Promise<Hash> {
    const file = await this.files.open(source, { maxBytes: 1e9 });
    const hash = createHash('sha256');
    for (let at = 0; at < file.size; at += 1e7) hash.update(await file.slice(at, at + 1e7));
    return { sha256: hash.digest('hex') };
  }
}

const writer = definePlugin({
  ...{ name: 'writer', title: 'Write', version: '1.0.0', host: '^1' },
  tools: [WriteText, HashFile],
});
const produced = definePlugin({ ...files, tools: [], resources: [ProducedFile] } as never);

let fresh: FreshStorage;
let store: TestStore;
let storage: Storage;
let hosts: TestHost[];

beforeEach(async () => {
  fresh = await freshStorage('postgres');
  store = await startObjectStore();
  storage = await fresh.open();
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
    plugins: [writer, produced],
    config: { files: { store: { ...store.section, ...section }, keep } },
    env: { OPENAI_MCP_DATABASE_URL: (fresh.place as { url: string }).url },
  });
  hosts.push(host);
  return host;
};
const write = (host: TestHost, title: string, text = title, times = 1) =>
  host.callTool<Written>('write-text', { title, text, times });
const hashAt = (host: TestHost, source: string) => host.callTool<Hash>('hash-file', { source });
const linkTo = (name: string) => `openai-mcp-host://files/${name}`;
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const listed = async (host: TestHost) => (await host.listResources()).map(({ name }) => name);

test('what is made at one server is listed, read and taken as input at another', async () => {
  const [desk, lamp] = [await start(), await start()];

  const { structured: output } = await write(desk, 'Notes of today');
  await write(desk, 'Later notes');

  expect(await store.keys()).toEqual(['team/later-notes.txt', 'team/notes-of-today.txt']);
  expect(await listed(lamp)).toEqual(['later-notes.txt', 'notes-of-today.txt']);
  expect((await hashAt(lamp, linkTo(output!.name))).structured).toEqual({
    sha256: hashOf('Notes of today'),
  });
  expect((await lamp.readResource(linkTo('later-notes.txt'))).text).toBe('Later notes');
});

test('it is read by its path where its copy was cleared', async () => {
  const desk = await start();
  const { structured: output } = await write(desk, 'Notes');

  await rm(join(desk.dataFolder, 'copies'), { recursive: true });

  expect((await hashAt(desk, output!.path)).structured).toEqual({ sha256: hashOf('Notes') });
});

test('servers that make files of the same name at the same time get each their own', async () => {
  const [desk, lamp] = [await start(), await start()];

  const written = await Promise.all(
    Array.from({ length: 12 }, (_, nth) => write(nth % 2 ? desk : lamp, 'Cat', `cat ${nth}`)),
  );
  const hashes = await Promise.all(
    written.map(({ structured: output }) => hashAt(desk, linkTo(output!.name))),
  );

  expect(new Set(written.map(({ structured: output }) => output!.name)).size).toBe(12);
  expect(hashes.map(({ structured: output }) => output!.sha256)).toEqual(
    Array.from({ length: 12 }, (_, nth) => hashOf(`cat ${nth}`)),
  );
});

test('a large one goes out and comes back in pieces, whole', async () => {
  const [desk, lamp] = [await start(), await start()];
  const megabyte = 'All work and no play. '.repeat(50_000);

  const { structured: output } = await write(desk, 'Novel', megabyte, 70);
  const { structured: read } = await hashAt(lamp, linkTo(output!.name));

  expect(output!.size).toBe(70 * megabyte.length);
  expect(read!.sha256).toBe(hashOf(megabyte.repeat(70)));
});

test('one that the store refuses is an error, and leaves nothing behind', async () => {
  const desk = await start({ accessKey: 'somebody-else' });

  const { error } = await write(desk, 'Notes');

  expect(error).toMatchObject({ code: 'FILE_NOT_SAVED', message: expect.stringContaining('object store') });
  expect(JSON.stringify(error)).not.toContain('somebody-else');
  expect(await listed(desk)).toEqual([]);
});

test('one that cannot be had from the store is an error at whoever has no copy', async () => {
  const [desk, lamp] = [await start(), await start({ accessKey: 'somebody-else' })];
  const { structured: output } = await write(desk, 'Notes');

  const { error } = await hashAt(lamp, linkTo(output!.name));

  expect(error).toMatchObject({ code: 'FILE_UNREADABLE' });
});

test('old ones are cleared everywhere, and what a server left behind that died', async () => {
  const desk = await start({}, { maxAgeDays: 30 });
  await write(desk, 'Old');
  await write(desk, 'Cut off');
  const age = (name: string, days: number, state: 'kept' | 'hidden') =>
    storage.db
      .updateTable('produced_file')
      .set({ at: Date.now() - days * DAY_MS, state })
      .where('name', '=', name)
      .execute();
  await age('old.txt', 31, 'kept');
  await age('cut-off.txt', 2, 'hidden');
  const lamp = await start({}, { maxAgeDays: 30 });

  await write(lamp, 'New');

  await vi.waitFor(async () => expect(await store.keys()).toEqual(['team/new.txt']), 5000);
  expect(await listed(desk)).toEqual(['new.txt']);
  expect((await hashAt(desk, linkTo('old.txt'))).error).toMatchObject({ code: 'FILE_NOT_FOUND' });
});
