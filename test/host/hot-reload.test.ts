import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tool } from '@modelcontextprotocol/client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ServedProcess, serveProcess } from '../support/served-process.js';

/** What the plugin is made of: a tool, a service behind it, and a file that both import. */
const tool = (name: string) => `
import { IsString } from 'class-validator';
import { Tool, type ToolCall } from 'openai-mcp-host/plugin';
import { Teller } from './teller.js';
class Input { @IsString() wait = ''; }
class Output { @IsString() said!: string; }
@Tool({ name: '${name}', title: 'Tell', description: 'Tell the word.', input: Input, output: Output, effect: 'read-only' })
export class Tell {
  constructor(private readonly teller: Teller) {}
  async run({ wait }: Input, call: ToolCall): Promise<Output> {
    return { said: wait === '' ? this.teller.word() : await this.teller.onceTold(wait, call.signal) };
  }
}`;
const TELLER = `
import { existsSync, writeFileSync } from 'node:fs';
import { Service } from 'openai-mcp-host/plugin';
import { WORD } from './word.js';
@Service()
export class Teller {
  word() { return WORD; }
  async onceTold(file: string, signal: AbortSignal): Promise<string> {
    writeFileSync(file + '.awaited', '');
    while (!existsSync(file)) {
      signal.throwIfAborted();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return WORD;
  }
  stop() { console.log('stopped the teller of ' + WORD); }
}`;
const PLUGIN = `
import { definePlugin } from 'openai-mcp-host/plugin';
import { Teller } from './teller.js';
export default definePlugin({ name: 'words', title: 'Words', version: '1.0.0', host: '^1', services: [Teller] });`;
const PROMPT = `
import { Prompt } from 'openai-mcp-host/plugin';
@Prompt({ name: 'say-word', title: 'Say the word', description: 'Ask for the word.' })
export class SayWord {
  run(): string { return 'Say the word.'; }
}`;
const RESOURCE = `
import { Resource } from 'openai-mcp-host/plugin';
import { Teller } from './teller.js';
@Resource({ uri: 'words://word', name: 'word', title: 'The word', description: 'The word.', mimeType: 'text/plain' })
export class Word {
  constructor(private readonly teller: Teller) {}
  read(): string { return this.teller.word(); }
}`;
const single = (word: string) =>
  `${tool('tell-single').replace("import { Teller } from './teller.js';", `class Teller { word() { return '${word}'; } async onceTold() { return ''; } }`).replace('private readonly teller: Teller', '').replace('{}', '{ }').replaceAll('this.teller', 'new Teller()')}
import { definePlugin } from 'openai-mcp-host/plugin';
export default definePlugin({ name: 'single', title: 'Single', version: '1.0.0', host: '^1' });`;

let folder: string;

async function edit(file: string, text: string): Promise<void> {
  // As most editors save: whole, under another name, and then moved over the old one.
  const draft = join(folder, `.${file.replaceAll('/', '-')}.draft`);
  await writeFile(draft, text);
  await rename(draft, join(folder, file));
}

async function writePlugins(): Promise<void> {
  await mkdir(join(folder, 'words'));
  await edit('words/plugin.ts', PLUGIN);
  await edit('words/tell.tool.ts', tool('tell-word'));
  await edit('words/teller.ts', TELLER);
  await edit('words/word.ts', `export const WORD: string = 'first';`);
  await edit('single.ts', single('one'));
}

const names = (tools: readonly Tool[]) => tools.map(({ name }) => name).filter((name) => /^tell/.test(name));

describe.each(['legacy', 'modern'] as const)('a server that watches, for a client of the %s era', (era) => {
  let served: ServedProcess;
  const said = async (name = 'tell-word') => {
    const { structuredContent, content } = await served.call(name);
    return (structuredContent as { said: string } | undefined)?.said ?? content;
  };
  const heard: string[] = [];

  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'openai-mcp-host-watch-')));
    await writePlugins();
    const config = {
      plugins: { words: { from: join(folder, 'words') }, single: { from: join(folder, 'single.ts') } },
    };
    served = await serveProcess({ config, args: ['--watch'], era });
    heard.length = 0;
    served.client.setNotificationHandler(
      'notifications/tools/list_changed',
      () => void heard.push('changed'),
    );
    if (era === 'modern') await served.client.listen({ toolsListChanged: true });
  });

  afterEach(async () => {
    await served.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('says that its tools may change', () => {
    expect(served.client.getServerCapabilities()?.tools).toEqual({ listChanged: true });
  });

  test('serves an edited file of a plugin on the same connection, and tells of the change', async () => {
    expect(await said()).toBe('first');

    await edit('words/word.ts', `export const WORD: string = 'second';`);

    await expect.poll(() => said()).toBe('second');
    await expect.poll(() => heard).toEqual(['changed']);
    await edit('words/word.ts', `export const WORD: string = 'third';`);
    await expect.poll(() => said()).toBe('third');
    expect(served.stderr()).toContain('words was edited and is served anew.');
  });

  test('serves an edited plugin that is one file', async () => {
    expect(await said('tell-single')).toBe('one');

    await edit('single.ts', single('two'));

    await expect.poll(() => said('tell-single')).toBe('two');
  });

  test('lists a tool that is new, and no more one that is gone', async () => {
    await edit('words/tell.tool.ts', tool('tell-other-word'));
    await expect.poll(() => heard.length).toBeGreaterThan(0);
    const renamed = names((await served.client.listTools()).tools);
    await edit('words/more.tool.ts', tool('tell-more'));
    await expect.poll(async () => names((await served.client.listTools()).tools)).toContain('tell-more');

    expect(renamed).toEqual(['tell-other-word', 'tell-single']);
    expect(await said('tell-more')).toBe('first');
    await expect(served.call('tell-word')).rejects.toThrow('There is no tool named "tell-word"');
  });

  test('lists a prompt and a resource that are new, and tells of them', async () => {
    const told: string[] = [];
    for (const list of ['prompts', 'resources'] as const) {
      served.client.setNotificationHandler(`notifications/${list}/list_changed`, () => void told.push(list));
    }
    if (era === 'modern')
      await served.client.listen({ promptsListChanged: true, resourcesListChanged: true });

    await edit('words/say.prompt.ts', PROMPT);
    await edit('words/word.resource.ts', RESOURCE);
    await expect
      .poll(async () => (await served.client.listPrompts()).prompts.map(({ name }) => name))
      .toContain('say-word');
    await expect
      .poll(async () => (await served.client.listResources()).resources.map(({ uri }) => uri))
      .toContain('words://word');

    await expect.poll(() => told).toEqual(expect.arrayContaining(['prompts', 'resources']));
    const { contents } = await served.client.readResource({ uri: 'words://word' });
    expect(contents).toMatchObject([{ text: 'first' }]);
  });

  test('ends a call as it began, and only then stops the old services', async () => {
    const release = join(folder, 'release');
    const running = served.call('tell-word', { wait: release });
    await expect.poll(() => existsSync(`${release}.awaited`)).toBe(true);
    await edit('words/word.ts', `export const WORD: string = 'second';`);
    await expect.poll(() => said()).toBe('second');
    const before = served.stderr();
    await writeFile(release, '');

    expect(await running).toMatchObject({ structuredContent: { said: 'first' } });
    expect(before).not.toContain('stopped the teller of first');
    await expect.poll(served.stderr).toContain('stopped the teller of first');
    expect(served.stderr()).not.toContain('stopped the teller of second');
  });

  test.each([
    ['does not parse', 'words/word.ts', 'export const WORD = ;', 'PLUGIN_SYNTAX'],
    [
      'throws at import',
      'words/word.ts',
      `export const WORD: string = 'none';\nthrow new Error('no words');`,
      'PLUGIN_IMPORT_FAILED',
    ],
    ['breaks the contract', 'words/tell.tool.ts', tool('tell word'), 'TOOL_NAME_INVALID'],
    ['takes the name of another plugin’s tool', 'words/tell.tool.ts', tool('tell-single'), 'TOOL_NAME_TAKEN'],
    [
      'does not start',
      'words/teller.ts',
      TELLER.replace('word()', `start() { throw new Error('no start'); }\n word()`),
      'no start',
    ],
  ])('goes on with what it served when an edit %s, and says so', async (_, file, text, says) => {
    expect(await said()).toBe('first');
    const good = await readFile(join(folder, file), 'utf8');

    await edit(file, text);

    await expect.poll(served.stderr).toContain("words was edited and can't be served so");
    expect(served.stderr()).toContain(says);
    expect(await said()).toBe('first');
    await edit(file, `${good}\n// mended`);
    await expect.poll(served.stderr).toContain('words was edited and is served anew.');
    expect(await said()).toBe('first');
  });
});

test('a plugin that was broken from the start is served once it is mended', async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'openai-mcp-host-watch-')));
  await edit('single.ts', 'export const = 1;');
  const served = await serveProcess({
    config: { plugins: { single: { from: join(folder, 'single.ts') } } },
    args: ['--watch'],
  });
  const before = names((await served.client.listTools()).tools);

  await edit('single.ts', single('mended'));

  await expect.poll(async () => names((await served.client.listTools()).tools)).toEqual(['tell-single']);
  expect(before).toEqual([]);
  await served.close();
  await rm(folder, { recursive: true, force: true });
});

/** A tool that tells its edition, and how many classes class-validator remembers in the whole process. */
const counting = (edition: number) => `
import { getMetadataStorage, IsInt, IsString } from 'class-validator';
import { definePlugin, Tool } from 'openai-mcp-host/plugin';
class Input { @IsString() unused = ''; }
class Output { @IsInt() edition = ${edition}; @IsInt() classes!: number; }
@Tool({ name: 'tell-classes', title: 'Count', description: 'Count.', input: Input, output: Output, effect: 'read-only' })
export class Count {
  run() { return { edition: ${edition}, classes: Reflect.get(getMetadataStorage(), 'validationMetadatas').size }; }
}
export default definePlugin({ name: 'counting', title: 'Counting', version: '1.0.0', host: '^1' });`;

test('edits leave no class of an old or a refused edition in class-validator', async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'openai-mcp-host-watch-')));
  await edit('counting.ts', counting(0));
  const served = await serveProcess({
    config: { plugins: { counting: { from: join(folder, 'counting.ts') } } },
    args: ['--watch'],
  });
  const count = async () => (await served.call('tell-classes')).structuredContent;
  const first = (await count()) as { classes: number };

  for (const edition of [1, 2, 3]) {
    await edit('counting.ts', counting(edition).replace('tell-classes', 'tell classes'));
    await expect.poll(() => served.stderr().split("can't be served so")).toHaveLength(edition + 1);
    await edit('counting.ts', counting(edition));
    await expect.poll(count).toEqual({ edition, classes: first.classes });
  }

  await served.close();
  await rm(folder, { recursive: true, force: true });
});

test('a plugin that needs the edited one is built anew with it', async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'openai-mcp-host-watch-')));
  await mkdir(join(folder, 'base'));
  const store = (word: string) => `
import { Service } from 'openai-mcp-host/plugin';
import { Store } from './store.js';
@Service() export class FixedStore extends Store { word() { return '${word}'; } }`;
  await writeFile(
    join(folder, 'base/store.ts'),
    `import { Contract } from 'openai-mcp-host/plugin';
@Contract('base/Store') export abstract class Store { abstract word(): string; }`,
  );
  await writeFile(join(folder, 'base/fixed-store.ts'), store('first'));
  await writeFile(
    join(folder, 'base/plugin.ts'),
    `import { definePlugin } from 'openai-mcp-host/plugin';
import { FixedStore } from './fixed-store.js';
import { Store } from './store.js';
export default definePlugin({ name: 'base', title: 'Base', version: '1.0.0', host: '^1', services: [FixedStore], exports: [Store] });`,
  );
  await writeFile(
    join(folder, 'user.ts'),
    `import { IsString } from 'class-validator';
import { definePlugin, Tool } from 'openai-mcp-host/plugin';
import { Store } from './base/store.js';
class Output { @IsString() said!: string; }
@Tool({ name: 'use-store', title: 'Use', description: 'Use it.', output: Output, effect: 'read-only' })
export class UseStore {
  constructor(private readonly store: Store) {}
  run(): Output { return { said: this.store.word() }; }
}
export default definePlugin({ name: 'user', title: 'User', version: '1.0.0', host: '^1', needs: ['base'] });`,
  );
  const config = {
    plugins: { base: { from: join(folder, 'base') }, user: { from: join(folder, 'user.ts') } },
  };
  const served = await serveProcess({ config, args: ['--watch'] });
  const use = async () => (await served.call('use-store')).structuredContent;
  expect(await use()).toEqual({ said: 'first' });

  await edit('base/fixed-store.ts', store('second'));

  await expect.poll(use).toEqual({ said: 'second' });
  await served.close();
  await rm(folder, { recursive: true, force: true });
});
