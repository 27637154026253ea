import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startFakeOpenAI } from '../support/fake-openai.js';
import { ask, said } from '../support/openai-answers.js';
import { newClient, type ServedProcess, serveProcess, serverCommand } from '../support/served-process.js';

/** A plugin of one file: its tool tells a word, and may wait for a file before. */
const words = (word: string, name = 'words') => `
import { existsSync, writeFileSync } from 'node:fs';
import { IsString } from 'class-validator';
import { definePlugin, Service, Tool } from 'openai-mcp-host/plugin';
class Settings { @IsString() word = '${word}'; }
class Input { @IsString() wait = ''; }
class Output { @IsString() said!: string; }
@Service()
class Teller {
  constructor(readonly settings: Settings) {}
  start() { if (this.settings.word === 'unspeakable') throw new Error('nobody says that'); }
  stop() { console.log('stopped the teller of ' + this.settings.word); }
}
@Tool({ name: 'tell-${name}', title: 'Tell', description: 'Tell it.', input: Input, output: Output, effect: 'read-only' })
export class Tell {
  constructor(private readonly teller: Teller) {}
  async run({ wait }: Input): Promise<Output> {
    if (wait !== '') {
      writeFileSync(wait + '.awaited', '');
      while (!existsSync(wait)) await new Promise((resolve) => setTimeout(resolve, 10));
    }
    return { said: this.teller.settings.word };
  }
}
export default definePlugin({ name: '${name}', title: 'Words', version: '1.0.0', host: '^1', settings: Settings, services: [Teller] });`;

let folder: string;
let served: ServedProcess;

/** What the config says: our own plugin with some settings, and whatever else. */
const config = (word: string, more: Record<string, unknown> = {}) => ({
  plugins: { words: { from: join(folder, 'words.ts'), settings: { word } }, ...more },
});
const told = async () => (await served.call('tell-words')).structuredContent;
const tools = async () => (await served.client.listTools()).tools.map(({ name }) => name);
const isTold = (line: string) => expect.poll(served.stderr, { timeout: 10_000 }).toContain(line);

/** As most editors save: whole, under another name, and then moved over the old one. */
async function save(document: unknown): Promise<void> {
  await writeFile(join(served.folder, 'draft'), JSON.stringify(document));
  await rename(join(served.folder, 'draft'), join(served.folder, 'mcp.config.json'));
}

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'openai-mcp-host-reload-')));
  await writeFile(join(folder, 'words.ts'), words('unset'));
  await writeFile(join(folder, 'more.ts'), words('more', 'more'));
});

afterEach(async () => {
  await served?.close();
  await rm(folder, { recursive: true, force: true });
});

describe.each(['legacy', 'modern'] as const)('a changed config, for a client of the %s era', (era) => {
  const heard: string[] = [];

  beforeEach(async () => {
    served = await serveProcess({ config: config('first'), era });
    heard.length = 0;
    served.client.setNotificationHandler('notifications/tools/list_changed', () => void heard.push('tools'));
    if (era === 'modern') await served.client.listen({ toolsListChanged: true });
  });

  test('brings tools and takes tools away on the connection that there is, and says so in one line', async () => {
    expect(await told()).toEqual({ said: 'first' });
    const before = (await tools()).length;

    await save(config('first', { more: { from: join(folder, 'more.ts') }, usage: false }));
    await isTold('The config was taken up anew: tools +1 −');

    await expect.poll(() => heard).toEqual(['tools']);
    expect(await tools()).toContain('tell-more');
    expect(await tools()).not.toContain('usage-report');
    expect((await tools()).length).toBeLessThan(before);
    await expect(served.call('usage-report')).rejects.toThrow('There is no tool named "usage-report"');
    expect((await served.call('tell-more')).structuredContent).toEqual({ said: 'more' });
  });

  test('holds for the next call, while one under way ends as it began', async () => {
    const release = join(folder, 'release');
    const running = served.call('tell-words', { wait: release });
    await expect.poll(() => existsSync(`${release}.awaited`)).toBe(true);
    await save(config('second'));
    await expect.poll(told, { timeout: 10_000 }).toEqual({ said: 'second' });
    const before = served.stderr();
    await writeFile(release, '');

    expect((await running).structuredContent).toEqual({ said: 'first' });
    expect(before).not.toContain('stopped the teller of first');
    await isTold('stopped the teller of first');
    expect(heard).toEqual([]);
  });
});

describe('a config that is wrong', () => {
  beforeEach(async () => {
    served = await serveProcess({ config: config('first') });
    expect(await told()).toEqual({ said: 'first' });
  });

  test.each([
    ['is no JSON', '{ "plugins": ', 'CONFIG_SYNTAX'],
    ['says what there is not', '{ "plugin": {} }', 'CONFIG_INVALID'],
    ['names a tool that there is not', '{ "tools": { "only": ["tell-wrods"] } }', 'TOOL_NAME_UNKNOWN'],
    [
      'refers to a secret that there is not',
      `{ "openai": { "apiKey": "\${file:none}" } }`,
      'CONFIG_SECRET_MISSING',
    ],
  ])('and %s leaves all as it was, and says why', async (_, text, code) => {
    await writeFile(join(served.folder, 'mcp.config.json'), text);

    await isTold("The config was changed and can't be taken up: what held before goes on.");
    expect(served.stderr()).toContain(code);
    expect(await told()).toEqual({ said: 'first' });
    await save(config('mended'));
    await expect.poll(told, { timeout: 10_000 }).toEqual({ said: 'mended' });
  });

  test('by a plugin that can’t start any more leaves all as it was, whatever else it says', async () => {
    await save(config('unspeakable', { usage: false }));

    await isTold('nobody says that');
    expect(await told()).toEqual({ said: 'first' });
    expect(await tools()).toContain('usage-report');
  });

  test('by its absence leaves all as it was', async () => {
    await rm(join(served.folder, 'mcp.config.json'));

    await isTold('CONFIG_NOT_FOUND');
    expect(await told()).toEqual({ said: 'first' });
  });
});

describe('a config is seen to change', () => {
  test('when it is cut short and written again, as one change', async () => {
    served = await serveProcess({ config: config('first') });
    const file = join(served.folder, 'mcp.config.json');

    await writeFile(file, '');
    await new Promise((resolve) => setTimeout(resolve, 200));
    for (const word of ['second', 'third', 'fourth']) await writeFile(file, JSON.stringify(config(word)));

    await expect.poll(told, { timeout: 10_000 }).toEqual({ said: 'fourth' });
    expect(served.stderr().split('The config was')).toHaveLength(2);
  });

  test('when the link to its folder is swapped, as Kubernetes does', async () => {
    const mounted = join(folder, 'mounted');
    await mkdir(join(mounted, '..1'), { recursive: true });
    await mkdir(join(mounted, '..2'));
    await writeFile(join(mounted, '..1/mcp.config.json'), JSON.stringify(config('first')));
    await writeFile(join(mounted, '..2/mcp.config.json'), JSON.stringify(config('second')));
    await symlink('..1', join(mounted, '..data'));
    await symlink('..data/mcp.config.json', join(mounted, 'mcp.config.json'));
    served = await serveProcess({ args: ['--config', join(mounted, 'mcp.config.json')] });
    expect(await told()).toEqual({ said: 'first' });

    await symlink('..2', join(mounted, '..data_tmp'));
    await rename(join(mounted, '..data_tmp'), join(mounted, '..data'));

    await expect.poll(told, { timeout: 10_000 }).toEqual({ said: 'second' });
  });

  test('when a file that it takes a secret from is written anew', async () => {
    const openai = await startFakeOpenAI(() => ({ json: said('Hello.') }));
    await writeFile(join(folder, 'key'), 'sk-first-of-all');
    served = await serveProcess({
      config: {
        cache: { enabled: false },
        openai: { apiKey: `\${file:${join(folder, 'key')}}`, baseURL: openai.baseURL },
      },
    });
    await served.call('chat-completion', ask('Hi'));

    await writeFile(join(folder, 'key'), 'sk-second-of-all');
    await isTold('The config was taken up anew: openai.');
    await served.call('chat-completion', ask('Hi again'));

    const keys = openai.requests.map(({ headers }) => headers.authorization);
    expect(keys).toEqual(['Bearer sk-first-of-all', 'Bearer sk-second-of-all']);
    expect(served.stderr()).not.toMatch(/sk-(first|second)/);
    await openai.stop();
  });
});

test('SIGHUP has a config taken up that was not there before, and ends no server that has none', async () => {
  const { folder: own, ...command } = await serverCommand({});
  await rm(join(own, 'mcp.config.json'));
  const transport = new StdioClientTransport({ ...command, cwd: own, stderr: 'pipe' });
  let stderr = '';
  transport.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const client = newClient({});
  await client.connect(transport);
  await client.listTools();

  process.kill(transport.pid!, 'SIGHUP');
  await expect.poll(() => stderr, { timeout: 10_000 }).toContain('nothing has changed');
  await writeFile(join(own, 'mcp.config.json'), JSON.stringify(config('first')));
  process.kill(transport.pid!, 'SIGHUP');

  const call = () => client.callTool({ name: 'tell-words' }).catch(() => undefined);
  await expect
    .poll(async () => (await call())?.structuredContent, { timeout: 10_000 })
    .toEqual({ said: 'first' });
  await client.close();
  await rm(own, { recursive: true, force: true });
});

test('what is opened once is kept and named', async () => {
  served = await serveProcess({ config: config('first') });
  await served.call('tell-words');

  await save({ ...config('second'), storage: { url: 'postgres://nobody@127.0.0.1:1/none' } });

  await isTold('storage.url: changed in the config, and held as before until the server is restarted.');
  expect(await told()).toEqual({ said: 'second' });
});

test('an edited plugin is taken up with its config, and goes on being watched with --watch', async () => {
  served = await serveProcess({ config: config('first'), args: ['--watch'] });
  expect(await told()).toEqual({ said: 'first' });

  await save(config('second', { more: { from: join(folder, 'more.ts') } }));
  await expect.poll(tools, { timeout: 10_000 }).toContain('tell-more');
  await writeFile(join(folder, 'more.ts'), words('edited', 'more'));

  await isTold('more was edited and is served anew.');
  expect((await served.call('tell-more')).structuredContent).toEqual({ said: 'edited' });
  expect(await told()).toEqual({ said: 'second' });
});
