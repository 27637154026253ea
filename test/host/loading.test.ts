import { appendFile, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { supportsHost } from '../../src/host/host-version.js';
import { runBin } from '../cli/run-bin.js';
import { copyHost, copyPackages, sayPlugin, writeFiles } from '../support/plugin-source.js';
import { configFolder } from '../support/served-process.js';

const MODULES = fileURLToPath(new URL('../../node_modules', import.meta.url));

interface Listing {
  tools: { name: string; plugin: string }[];
  faults: { plugin: string; code: string; message: string; where?: string }[];
}

/** A folder with a config and whatever else. */
async function folderWith(config: unknown, files: Record<string, unknown> = {}): Promise<string> {
  const folder = await configFolder(config);
  await writeFiles(folder, files);
  return folder;
}

/** The plugins of a folder that are served beside the bundled ones, and the faults of the others. */
async function list(folder: string, bin?: string) {
  const { stdout } = await runBin(['tools', '--json'], { folder, ...(bin === undefined ? {} : { bin }) });
  const { tools, faults }: Listing = JSON.parse(stdout);
  return {
    served: tools.filter(({ name }) => name.startsWith('say-')).map(({ name, plugin }) => [plugin, name]),
    faults: faults.map(({ plugin, code, message }) => [plugin, code, message]),
  };
}

const callSay = async (name: string, folder: string, bin?: string) => {
  const { stdout } = await runBin(['call', `say-${name}`], { folder, ...(bin === undefined ? {} : { bin }) });
  return stdout.trim();
};

const PACKAGE = { type: 'module' };

describe('a glob', () => {
  const files = {
    'plugins/one/plugin.ts': sayPlugin('one'),
    'plugins/two.ts': sayPlugin('two'),
    'plugins/three/package.json': { type: 'module', openaiMcpPlugin: './source' },
    'plugins/three/source/plugin.ts': sayPlugin('three'),
    'plugins/README.md': 'Not a plugin.',
    'plugins/two.test.ts': 'throw new Error("a test is no plugin")',
    'plugins/notes/note.txt': 'Not a plugin.',
  };

  test('loads each folder, package and file that it matches, under its own name', async () => {
    const folder = await folderWith({ plugins: { mine: { from: './plugins/*' } } }, files);

    const { served, faults } = await list(folder);

    expect(served).toEqual([
      ['one', 'say-one'],
      ['three', 'say-three'],
      ['two', 'say-two'],
    ]);
    expect(faults).toEqual([]);
  });

  test('leaves out what is turned off by its own name, and what is named beside it comes first', async () => {
    const config = {
      plugins: { mine: { from: './plugins/*' }, one: false, two: { from: './plugins/two.ts' } },
    };
    const folder = await folderWith(config, files);

    const { served, faults } = await list(folder);

    expect(served.map(([plugin]) => plugin)).toEqual(['three', 'two']);
    expect(faults).toEqual([]);
  });

  test('takes settings under the name of each plugin, and none under its label', async () => {
    const config = {
      plugins: { mine: { from: './plugins/*' }, two: { tools: { except: ['say-two'] } } },
    };
    const folder = await folderWith(config, files);
    const misplaced = { plugins: { mine: { from: './plugins/*', settings: { a: 1 } } } };

    const named = await list(folder);
    const labelled = await list(await folderWith(misplaced, files));

    expect(named.served.map(([plugin]) => plugin)).toEqual(['one', 'three']);
    expect(labelled).toEqual({
      served: [],
      faults: [
        [
          'mine',
          'PLUGIN_OPTIONS_MISPLACED',
          "plugins.mine finds plugins by a glob, so its `settings` is nobody's.",
        ],
      ],
    });
  });

  test('says by its path which match is broken, and serves the others', async () => {
    const folder = await folderWith(
      { plugins: { mine: { from: './plugins/*' } } },
      {
        'plugins/good.ts': sayPlugin('good'),
        'plugins/again.ts': sayPlugin('good'),
        'plugins/bad.ts': 'export default 3;',
        'plugins/unbuilt/package.json': { openaiMcpPlugin: './dist' },
        'plugins/garbled/package.json': '{',
      },
    );

    const { served, faults } = await list(folder);

    expect(served).toEqual([['good', 'say-good']]);
    expect(faults).toEqual([
      ['./plugins/garbled', 'PLUGIN_BROKEN', expect.stringContaining("package.json can't be read")],
      ['./plugins/unbuilt', 'PLUGIN_NOT_FOUND', expect.stringContaining('"openaiMcpPlugin": "./dist"')],
      ['./plugins/bad.ts', 'PLUGIN_NOT_DEFINED', expect.stringContaining('default export')],
      ['./plugins/good.ts', 'PLUGIN_NAME_TAKEN', 'There is another plugin named good.'],
    ]);
  });

  test('that matches nothing says so', async () => {
    const folder = await folderWith({ plugins: { mine: { from: './plugins/*' } } });

    const { faults } = await list(folder);

    expect(faults).toEqual([['mine', 'PLUGIN_NOT_FOUND', 'No plugin matches "./plugins/*".']]);
  });
});

describe('an npm package', () => {
  const from = (name: string) => ({ plugins: { packaged: { from: name } } });

  test('is found in the folder of the config file, where its package.json says', async () => {
    const folder = await folderWith(from('@acme/mcp-plugin'), {
      'node_modules/@acme/mcp-plugin/package.json': { ...PACKAGE, openaiMcpPlugin: './source/main.ts' },
      'node_modules/@acme/mcp-plugin/source/main.ts': sayPlugin('packaged', {
        head: `import { word } from '../words/word.js';`,
        body: 'return { said: word };',
      }),
      'node_modules/@acme/mcp-plugin/words/word.ts': `export const word: string = 'from its package';`,
    });

    expect(await callSay('packaged', folder)).toBe('{"said":"from its package"}');
  });

  test('of one file is not taken for another such package', async () => {
    const files = (name: string) => ({
      [`node_modules/mcp-${name}/package.json`]: { ...PACKAGE, openaiMcpPlugin: './source/main.ts' },
      [`node_modules/mcp-${name}/source/main.ts`]: sayPlugin(name),
    });
    const plugins = { one: { from: 'mcp-one' }, two: { from: 'mcp-two' } };
    const folder = await folderWith({ plugins }, { ...files('one'), ...files('two') });

    const first = await list(folder);
    const known = await list(folder);

    expect(first).toEqual({
      served: [
        ['one', 'say-one'],
        ['two', 'say-two'],
      ],
      faults: [],
    });
    expect(known).toEqual(first);
  });

  test('is found beside the host where the config file has none', async () => {
    const elsewhere = await folderWith(
      {},
      {
        'node_modules/mcp-plugin-beside/package.json': PACKAGE,
        'node_modules/mcp-plugin-beside/plugin.ts': sayPlugin('packaged'),
      },
    );
    const host = await copyHost(join(elsewhere, 'node_modules'));
    await symlink(MODULES, join(host, 'node_modules'), 'junction');
    const folder = await folderWith(from('mcp-plugin-beside'));

    expect(await callSay('packaged', folder, join(host, 'dist/bin.js'))).toBe('{"said":"hello"}');
    expect(await list(folder)).toMatchObject({
      faults: [['packaged', 'PLUGIN_NOT_FOUND', expect.any(String)]],
    });
  });

  test('of the config file wins over one beside the host', async () => {
    const files = (said: string) => ({
      'node_modules/mcp-plugin-twice/package.json': PACKAGE,
      'node_modules/mcp-plugin-twice/plugin.ts': sayPlugin('packaged', {
        body: `return { said: '${said}' };`,
      }),
    });
    const elsewhere = await folderWith({}, files('beside the host'));
    const host = await copyHost(join(elsewhere, 'node_modules'));
    await symlink(MODULES, join(host, 'node_modules'), 'junction');
    const folder = await folderWith(from('mcp-plugin-twice'), files('beside the config'));

    expect(await callSay('packaged', folder, join(host, 'dist/bin.js'))).toBe('{"said":"beside the config"}');
  });
});

describe("second copies in a plugin's own node_modules", () => {
  const NAMES = ['tsyringe', 'reflect-metadata', 'class-validator'];
  const copied = `(globalThis as Record<string, unknown>).copies ?? 'none'`;
  const typescript = `import { IsString, Length } from 'class-validator';
import { definePlugin, Logger, Service, Tool } from 'openai-mcp-host/plugin';
import { container } from 'tsyringe';
import 'reflect-metadata';

class In { @Length(1, 5) word!: string; }
class Out { @IsString() said!: string; }
@Service()
class Words { constructor(readonly log: Logger) {} }
@Tool({ name: 'say-copies', title: 'Say', description: 'Say it.', input: In, output: Out, effect: 'read-only' })
export class Say {
  constructor(readonly words: Words) {}
  run({ word }: In): Out {
    const ours = typeof container.resolve + typeof this.words.log.info;
    return { said: [word, ours, ${copied}].join(' ') };
  }
}
export default definePlugin({ name: 'copies', title: 'C', version: '1.0.0', host: '^1', services: [Words] });
`;
  const javascript = `import { IsString, Length } from 'class-validator';
import { definePlugin, Logger, Tool } from 'openai-mcp-host/plugin';
import { container } from 'tsyringe';
class In { word; }
Length(1, 5)(In.prototype, 'word');
class Out { said; }
IsString()(Out.prototype, 'said');
export class Say {
  static inject = [Logger];
  constructor(log) { this.log = log; }
  run({ word }) {
    const ours = typeof container.resolve + typeof this.log.info;
    return { said: [word, ours, globalThis.copies ?? 'none'].join(' ') };
  }
}
Tool({ name: 'say-copies', title: 'Say', description: 'Say it.', input: In, output: Out, effect: 'read-only' })(Say);
export default definePlugin({ name: 'copies', title: 'C', version: '1.0.0', host: '^1' });
`;

  test.each([
    ['TypeScript', 'plugin.ts', typescript],
    ['JavaScript', 'plugin.js', javascript],
  ])('are not loaded by a plugin of %s', async (_language, file, source) => {
    const folder = await folderWith(
      { plugins: { copies: { from: './copies' } } },
      { [`copies/${file}`]: source, 'copies/package.json': PACKAGE },
    );
    const modules = join(folder, 'copies/node_modules');
    await mkdir(modules);
    await copyPackages(NAMES, modules);
    const host = await copyHost(modules);
    const entries = [
      'tsyringe/dist/cjs/index.js',
      'reflect-metadata/Reflect.js',
      'class-validator/cjs/index.js',
    ];
    for (const entry of entries)
      await appendFile(join(modules, entry), `\nglobalThis.copies = '${entry}';\n`);
    await appendFile(join(host, 'dist/plugin.js'), `\nglobalThis.copies = 'openai-mcp-host';\n`);

    const { stdout } = await runBin(['call', 'say-copies', '--arg', 'word=hi'], { folder });

    expect(stdout.trim()).toBe('{"said":"hi functionfunction none"}');
  });
});

test('what a plugin of TypeScript throws is logged with the line that its author wrote', async () => {
  const source = sayPlugin('broken', {
    head: 'interface Erased {\n  one: string;\n  two: string;\n}',
    body: `throw new Error('lost my way');`,
  });
  const line = source.split('\n').findIndex((each) => each.includes('lost my way')) + 1;
  const folder = await folderWith({ plugins: { broken: { from: './broken.ts' } } }, { 'broken.ts': source });

  const { stdout, stderr } = await runBin(['call', 'say-broken'], { folder });

  expect(stderr).toContain(`broken.ts:${line}:`);
  expect(stdout + stderr).toContain('INTERNAL_ERROR');
});

test.each([
  ['^1', '1.4.0', true],
  ['^1', '2.0.0', false],
  ['>=1.2 <3', '2.9.9', true],
  ['1.x || 2.x', '2.0.1', true],
  ['^1', '1.0.0-beta.1', true],
  ['^1', '2.0.0-beta.1', false],
  ['^2.0.0-beta.2', '2.0.0-beta.3', true],
  ['^2.0.0-beta.2', '2.0.0-beta.1', false],
  ['^2.0.0', '2.1.0-rc.1', true],
  ['*', '1.0.0', false],
  ['x', '1.0.0', false],
  ['', '1.0.0', false],
  ['latest', '1.0.0', false],
  [undefined, '1.0.0', false],
])('the range %o admits the host %s: %s', async (range, version, admitted) => {
  const { ok } = await supportsHost(range, version);

  expect(ok).toBe(admitted);
});
