import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { filesIn } from './local-files.js';

const DRAFTS = fileURLToPath(new URL('../../../src/services/files/drafts.ts', import.meta.url));

let parent: string;
let folder: string;
let writers: ChildProcess[];

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'drafts-'));
  folder = join(parent, 'made');
  writers = [];
  await mkdir(folder);
});

afterEach(async () => {
  for (const writer of writers) writer.kill('SIGKILL');
  await rm(parent, { recursive: true });
});

/** Another process, in the middle of writing a file. */
async function writer(): Promise<ChildProcess> {
  const program = `
    import { writeFileSync } from 'node:fs';
    import { withDraft } from ${JSON.stringify(DRAFTS)};
    withDraft(${JSON.stringify(folder)}, async (draft) => {
      writeFileSync(draft, 'half');
      console.log('written');
      await new Promise(() => setInterval(() => {}, 1000));
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program]);
  writers.push(child);
  await once(child.stdout!, 'data');
  return child;
}

const opened = async () => {
  await filesIn(parent, {}).close();
  return (await readdir(folder)).sort();
};

test('The draft of a process that was killed is cleared by the next server', async () => {
  const killed = await writer();
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  expect(await readdir(folder)).toHaveLength(1);

  const left = await opened();

  expect(left).toEqual([]);
});

test('The draft of a process that still writes stays', async () => {
  await writer();

  const left = await opened();

  expect(left).toEqual([expect.stringMatching(/^\.[0-9a-f]{8}-\d+-[0-9a-f]{16}\.part$/)]);
});

test('A draft from elsewhere is cleared when nobody has written to it for more than a day', async () => {
  const [young, old, former] = [
    '.00000000-1-0123456789abcdef.part',
    '.00000000-1-fedcba9876543210.part',
    '.0123456789abcdef.part',
  ];
  const before = new Date(Date.now() - 25 * 3_600_000);
  for (const name of [young, old, former]) await writeFile(join(folder, name), 'half');
  for (const name of [old, former]) await utimes(join(folder, name), before, before);

  const left = await opened();

  expect(left).toEqual([young]);
});

test("What only looks like a draft is somebody else's", async () => {
  const names = ['.0123456789abcdef.part.d', '.draft.part', '0123456789abcdef.part'];
  const before = new Date(Date.now() - 25 * 3_600_000);
  for (const name of names) await writeFile(join(folder, name), 'mine');
  for (const name of names) await utimes(join(folder, name), before, before);
  await mkdir(join(folder, '.aaaaaaaaaaaaaaaa.part'));

  const left = await opened();

  expect(left).toEqual(['.aaaaaaaaaaaaaaaa.part', ...names].sort());
});
