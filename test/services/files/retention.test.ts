import { appendFile, mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { KeepSection } from '../../../src/config/sections/keep-section.js';
import type { LocalFiles } from '../../../src/services/files/local-files.js';
import { TestCall } from '../openai/open-services.js';
import { filesIn } from './local-files.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('what tools made', () => {
  let parent: string;
  let ago: number;
  let changes: number;
  const open: LocalFiles[] = [];

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'files-'));
    ago = 0;
    changes = 0;
  });

  afterEach(async () => {
    await Promise.all(open.splice(0).map((files) => files.close()));
    await rm(parent, { recursive: true });
  });

  /** Files of a server that sees the time as it will be `ago` ms from now. */
  const serve = (keep: KeepSection, log = {}): LocalFiles => {
    const files = filesIn(
      parent,
      {},
      { keep },
      {
        now: () => Date.now() + ago,
        changed: () => {
          changes += 1;
        },
        log: { debug() {}, info() {}, warn() {}, error() {}, ...log },
      },
    );
    open.push(files);
    return files;
  };
  const save = (files: LocalFiles, name: string, bytes = 10) =>
    files.save(name, { data: 'x'.repeat(bytes), mimeType: 'text/plain' });
  /** What is there once the server has looked. */
  const left = async (files: LocalFiles) => {
    await files.close();
    return (await readdir(join(parent, 'made'))).sort();
  };
  /** Made one after the other, a second apart. */
  const saveInTurn = async (files: LocalFiles, names: string[], bytes: number) => {
    for (const name of names) {
      await save(files, name, bytes);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };

  test('is kept for ever unless the config says otherwise', async () => {
    await save(serve({}), 'old');
    ago = 10_000 * DAY;

    expect(await left(serve({}))).toEqual(['old.txt']);
  });

  test('is cleared by age, at the next start', async () => {
    await save(serve({}), 'old');
    const infos: string[] = [];
    ago = 8 * DAY;

    const files = serve({ maxAgeDays: 7 }, { info: (message: string) => infos.push(message) });

    expect(await left(files)).toEqual([]);
    expect(infos).toEqual(['Cleared 1 files that tools had made']);
    expect(changes).toBe(2);
    expect(await readdir(join(parent, 'marks'))).toEqual([]);
  });

  test('is cleared by total size, the oldest first, once there is more', async () => {
    const files = serve({ maxTotalMB: 1 });
    await saveInTurn(files, ['a', 'b', 'c', 'd'], 300_000);
    ago = 2 * HOUR;

    await save(files, 'e', 300_000);

    expect(await left(files)).toEqual(['c.txt', 'd.txt', 'e.txt']);
  });

  test('is never cleared within an hour, however much it is', async () => {
    const files = serve({ maxTotalMB: 1, maxAgeDays: 0.05 });
    ago = 0.9 * HOUR;
    await saveInTurn(files, ['a', 'b', 'c'], 900_000);

    expect(await left(files)).toEqual(['a.txt', 'b.txt', 'c.txt']);
  });

  test('is not cleared while its call runs, and is afterwards', async () => {
    const keep = { maxTotalMB: 1 };
    const [files, call] = [serve(keep), new TestCall()];
    await call.run(() => saveInTurn(files, ['a', 'b'], 900_000));
    ago = 5 * HOUR;
    await call.run(() => save(files, 'c'));

    const whileItRuns = await left(files);
    const afterwards = await left(serve(keep));

    expect(whileItRuns).toEqual(['a.txt', 'b.txt', 'c.txt']);
    expect(afterwards).toEqual(['b.txt', 'c.txt']);
  });

  test('leaves alone what others have put there, changed, renamed or put in its place', async () => {
    const files = serve({});
    await Promise.all(['edited', 'renamed', 'replaced', 'touched', 'plain'].map((name) => save(files, name)));
    const made = (name: string) => join(parent, 'made', name);
    await appendFile(made('edited.txt'), ' by hand');
    await rename(made('renamed.txt'), made('holiday.txt'));
    await writeFile(made('other.txt'), 'y'.repeat(10));
    await rename(made('other.txt'), made('replaced.txt'));
    await utimes(made('touched.txt'), new Date(), new Date(Date.now() - 1000));
    await writeFile(made('theirs.txt'), 'not ours');
    ago = 100 * DAY;

    const kept = await left(serve({ maxAgeDays: 1 }));

    expect(kept).toEqual(['edited.txt', 'holiday.txt', 'replaced.txt', 'theirs.txt', 'touched.txt']);
    expect(await readFile(made('replaced.txt'), 'utf8')).toBe('yyyyyyyyyy');
  });

  test('is not taken for ours where a mark is broken or names another folder', async () => {
    await save(serve({}), 'a');
    const theirs = join(parent, 'theirs.txt');
    await writeFile(theirs, 'x');
    const [mark] = await readdir(join(parent, 'marks'));
    const text = await readFile(join(parent, 'marks', mark!), 'utf8');
    await Promise.all([
      writeFile(join(parent, 'marks', 'broken.json'), '{'),
      writeFile(join(parent, 'marks', 'astray.json'), JSON.stringify({ ...JSON.parse(text), path: theirs })),
    ]);
    ago = 100 * DAY;

    expect(await left(serve({ maxAgeDays: 1 }))).toEqual([]);
    expect(await readFile(theirs, 'utf8')).toBe('x');
  });

  test('is cleared by several servers at once without a hitch', async () => {
    const first = serve({});
    await Promise.all(Array.from({ length: 40 }, (_, nth) => save(first, `old ${nth}`)));
    ago = 9 * DAY;
    const warnings: string[] = [];
    const log = { warn: (message: string) => warnings.push(message) };

    const servers = Array.from({ length: 4 }, () => serve({ maxAgeDays: 7 }, log));
    await Promise.all(servers.map((files) => files.close()));

    expect(await readdir(join(parent, 'made'))).toEqual([]);
    expect(warnings).toEqual([]);
  });

  test('is gone from every way to it, in clear words', async () => {
    const { name, uri } = await save(serve({}), 'old');
    ago = 8 * DAY;
    const files = serve({ maxAgeDays: 7 });
    await expect.poll(() => files.find(name)).toBeUndefined();

    const failures = await Promise.all(
      [uri, `openai-mcp-host://files/${name}`].map((source) =>
        files.open(source, { maxBytes: 100 }).catch((error) => error),
      ),
    );

    for (const failure of failures) expect(failure).toMatchObject({ code: 'FILE_NOT_FOUND' });
    expect(await files.recent(10)).toEqual([]);
  });
});
