import { mkdir, mkdtemp, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ServedProcess, serveProcess } from '../support/served-process.js';

/** A plugin in plain JavaScript; `said` is what its tool says, in words of JavaScript. */
const plugin = (said: string, imports = '') => `${imports}
import { IsString } from 'class-validator';
import { definePlugin, Tool } from 'openai-mcp-host/plugin';
class Output { said; }
IsString()(Output.prototype, 'said');
class Tell { async run() { return { said: JSON.stringify(${said}) }; } }
Tool({ name: 'tell', title: 'Tell', description: 'Tell.', output: Output, effect: 'read-only' })(Tell);
export default definePlugin({ name: 'telling', title: 'Telling', version: '1.0.0', host: '^1', tools: [Tell] });`;

/** Keeps the optional package from being found, as where it is not installed. */
const WITHOUT_OXC = `
import Module from 'node:module';
const resolve = Module._resolveFilename;
Module._resolveFilename = function (name, ...rest) {
  if (name === 'oxc-transform') throw new Error('Cannot find module oxc-transform');
  return resolve.call(this, name, ...rest);
};`;

let folder: string;
let served: ServedProcess;

async function edit(files: Record<string, string>): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    const draft = join(folder, `.${file}.draft`);
    await writeFile(draft, text);
    await rename(draft, join(folder, 'telling', file));
  }
}

async function serve(file: string, env: Record<string, string> = {}): Promise<void> {
  served = await serveProcess({
    config: { plugins: { telling: { from: join(folder, 'telling', file) } } },
    args: ['--watch'],
    env,
  });
}

async function said(): Promise<unknown> {
  const { structuredContent, content } = await served.call('tell');
  return structuredContent === undefined ? content : JSON.parse((structuredContent as { said: string }).said);
}

const refused = () =>
  expect.poll(() => served.stderr()).toContain("telling was edited and can't be served so");

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'openai-mcp-host-edited-')));
  await mkdir(join(folder, 'telling'));
  await edit({
    'package.json': JSON.stringify({
      name: 'telling',
      version: '1.0.0',
      type: 'module',
      imports: { '#inner': './inner.js' },
    }),
    'plugin.js': plugin(`'first'`),
  });
});

afterEach(async () => {
  await served.close();
  await rm(folder, { recursive: true, force: true });
});

test('edited modules that import each other see each other’s exports, and these as they change', async () => {
  await serve('plugin.js');

  await edit({
    'even.js': `import { isOdd } from './odd.js';
export let asked = 0;
export function isEven(n) { asked++; return n === 0 || isOdd(n - 1); }`,
    'slow.js': `await new Promise((resolve) => setTimeout(resolve, 5));`,
    'odd.js': `import './slow.js';
import { asked, isEven } from './even.js';
export const isOdd = (n) => n !== 0 && isEven(n - 1);
export const timesAsked = () => asked;`,
    'plugin.js': plugin(
      `[isEven(10), asked, timesAsked()]`,
      `import { asked, isEven } from './even.js'; import { timesAsked } from './odd.js';`,
    ),
  });

  await expect.poll(said).toEqual([true, 6, 6]);
});

test('edited modules export all that a module can', async () => {
  await serve('plugin.js');

  await edit({
    'words.js': `export const word = 'word'; export const own = 'theirs'; export default class { name = 'unnamed'; }`,
    'all.js': `export * from './words.js'; export * as words from './words.js'; export { default as Unnamed } from './words.js';
export const own = 'ours';
export { own as 'quoted name' };
export const awaited = await Promise.resolve('awaited');`,
    'plugin.js': plugin(
      `[Object.keys(all), all.own, all.words.own, new all.Unnamed().name, all.Unnamed.name, all.awaited, Object.prototype.toString.call(all), change()]`,
      `import * as all from './all.js';
const change = () => { try { all.own = 'changed'; } catch (error) { return error.name; } };`,
    ),
  });

  await expect
    .poll(said)
    .toEqual([
      ['Unnamed', 'awaited', 'own', 'quoted name', 'word', 'words'],
      'ours',
      'theirs',
      'unnamed',
      'default',
      'awaited',
      '[object Module]',
      'TypeError',
    ]);
});

test('edited modules import data, CommonJS, packages, names of their own package, and later', async () => {
  await edit({ 'data.json': '{ "edition": 0 }', 'common.cjs': `exports.common = 'common';` });
  await serve('plugin.js');

  await edit({
    'inner.js': `export const inner = 'inner';`,
    'data.json': '{ "edition": 1 }',
    'plugin.js': plugin(
      `[data.edition, common, basename('/a/b'), isInt(1), inner, (await import('./inner.js')).inner,
        (await import('./data.json', { with: { type: 'json' } })).default === data]`,
      `import { basename } from 'node:path';
import { isInt } from 'class-validator';
import { inner } from '#inner';
import { common } from './common.cjs';
import data from './data.json' with { type: 'json' };`,
    ),
  });

  await expect.poll(said).toEqual([1, 'common', 'b', true, 'inner', 'inner', true]);
  await edit({ 'data.json': '{ "edition": 2 }', 'inner.js': `export const inner = 'other';` });
  await expect.poll(said).toEqual([2, 'common', 'b', true, 'other', 'other', true]);
});

test('an edited module knows where it is', async () => {
  await serve('plugin.js');

  await edit({
    'plugin.js': plugin(
      `[import.meta.url, import.meta.filename, import.meta.dirname, import.meta.resolve('./package.json')]`,
    ),
  });

  const at = join(folder, 'telling');
  await expect
    .poll(said)
    .toEqual([`file://${at}/plugin.js`, `${at}/plugin.js`, at, `file://${at}/package.json`]);
});

test('an error in edited TypeScript names the line of its source, after each edit', async () => {
  await rename(join(folder, 'telling/plugin.js'), join(folder, 'telling/plugin.ts'));
  await serve('plugin.ts');
  const edited = (linesBefore: string) => ({
    'failing.ts': `${linesBefore}interface Place {
  city: string;
}
import { basename } from 'node:path';
export function fail({ city }: Place): string {
  return new Error(basename(city)).stack!;
}`,
    'plugin.ts': plugin(
      `fail({ city: 'Oslo' }).split('\\n').slice(0, 2)`,
      `import { fail } from './failing.js';`,
    ),
  });

  await edit(edited(''));
  await expect
    .poll(said)
    .toEqual(['Error: Oslo', `    at fail (${join(folder, 'telling/failing.ts')}:6:10)`]);
  await edit(edited('\n\n\n'));

  await expect
    .poll(said)
    .toEqual(['Error: Oslo', `    at fail (${join(folder, 'telling/failing.ts')}:9:10)`]);
});

test.each([
  [
    'a name that is not exported',
    `import { none } from './words.js';`,
    "does not provide an export named 'none'",
  ],
  ['a file that is not there', `import './none.js';`, 'Cannot find module'],
  ['a package that is not there', `import 'not-installed';`, "Cannot find package 'not-installed'"],
])('an edit that imports %s is refused', async (_, imports, says) => {
  await edit({ 'words.js': `export const word = 'word';` });
  await serve('plugin.js');

  await edit({ 'plugin.js': plugin(`'second'`, imports) });

  await refused();
  expect(served.stderr()).toContain(says);
  expect(await said()).toBe('first');
});

test('a file that an edit removes is not imported from memory', async () => {
  await edit({
    'words.js': `export const word = 'word';`,
    'plugin.js': plugin('word', `import { word } from './words.js';`),
  });
  await serve('plugin.js');
  expect(await said()).toBe('word');

  await rm(join(folder, 'telling/words.js'));

  await refused();
  expect(served.stderr()).toContain('Cannot find module');
});

test('plain JavaScript is reloaded without the optional compiler too', async () => {
  await serve('plugin.js', {
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(WITHOUT_OXC)}`,
  });

  await edit({
    'word.js': `export const word = 'second';`,
    'plugin.js': plugin('word', `import { word } from './word.js';`),
  });
  await expect.poll(said).toBe('second');
  await edit({ 'word.js': `export const word = 'third';` });

  await expect.poll(said).toBe('third');
});
