import { globSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Who may import whom. This table is the architecture: change it on purpose, or not at all. */
const MAY_IMPORT: Record<string, string[]> = {
  'src/plugin-api': [],
  'src/contracts': ['src/plugin-api'],
  'src/schema': ['src/plugin-api', 'src/contracts'],
  'src/config': ['src/plugin-api', 'src/contracts', 'src/schema'],
  'src/storage': [],
  'src/services': ['src/plugin-api', 'src/contracts', 'src/schema', 'src/config', 'src/storage'],
  'src/sandbox': ['src/plugin-api', 'src/contracts', 'src/config'],
  'src/admin-page': ['src/plugin-api', 'src/contracts'],
  'src/usage-page': ['src/plugin-api', 'src/contracts', 'src/admin-page'],
  'src/host': ['src/plugin-api', 'src/contracts', 'src/schema', 'src/config'],
  'src/transports': ['src/plugin-api', 'src/contracts', 'src/config', 'src/host'],
  'src/rules': ['src/plugin-api', 'src/contracts', 'src/host'],
  'src/testing': [
    ...['src/plugin-api', 'src/contracts', 'src/schema', 'src/config', 'src/host', 'src/transports'],
    ...['src/rules', 'src/services/contracts.ts', 'src/create-host.ts'],
  ],
  'src/cli': [
    ...['src/plugin-api', 'src/contracts', 'src/schema', 'src/config', 'src/storage', 'src/services'],
    ...['src/sandbox', 'src/host', 'src/rules', 'src/transports', 'src/create-host.ts'],
  ],
};

/** What the bundled plugins may import: what a stranger's plugin may. */
const PLUGINS_MAY_IMPORT =
  /^(openai-mcp-host\/plugin|class-validator|openai(\/.*)?|sharp|mediabunny|unpdf|mdast-util-[a-z-]+|hast-util-[a-z-]+|ajv\/dist\/2020\.js|@cantoo\/pdf-lib|node:.*)$/;

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g;
const files = (pattern: string) => globSync(pattern, { cwd: ROOT }).sort();
const importsOf = (file: string) =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(IMPORT)].map(([, path]) => path!);
const lines = (file: string) => readFileSync(join(ROOT, file), 'utf8').split('\n').length - 1;
const targetOf = (file: string, path: string) => posix.join(dirname(file), path).replace(/\.js$/, '.ts');

describe('the rooms', () => {
  test('each has a row in the table', () => {
    const rooms = globSync('src/*/', { cwd: ROOT }).map((room) => room.replace(/\/$/, ''));

    expect(rooms.sort()).toEqual(Object.keys(MAY_IMPORT).sort());
  });

  test.each(Object.entries(MAY_IMPORT))('%s imports only what it may', (room, allowed) => {
    for (const file of files(`${room}/**/*.ts`)) {
      for (const path of importsOf(file).filter((each) => each.startsWith('.'))) {
        const target = targetOf(file, path);
        const admitted = [room, ...allowed].some((each) => target === each || target.startsWith(`${each}/`));
        expect(admitted, `${file} imports ${target}`).toBe(true);
      }
    }
  });

  test('a plugin imports its own folder and what strangers may', () => {
    for (const file of files('plugins/**/*.ts')) {
      const [plugins, plugin] = file.split('/');
      for (const path of importsOf(file)) {
        const own = path.startsWith('.') && targetOf(file, path).startsWith(`${plugins}/${plugin}/`);
        expect(own || PLUGINS_MAY_IMPORT.test(path), `${file} imports ${path}`).toBe(true);
      }
    }
  });

  test('only the doors are barrels', () => {
    expect(files('{src,plugins}/**/index.ts')).toEqual([
      'src/index.ts',
      'src/plugin-api/index.ts',
      'src/testing/index.ts',
    ]);
  });
});

describe('the files', () => {
  const all = files('{src,plugins}/**/*.ts');

  test('none has more than 250 lines, and half have at most 60', () => {
    const counts = all.map(lines).sort((one, other) => one - other);

    expect(counts.at(-1)).toBeLessThanOrEqual(250);
    expect(counts[Math.floor(counts.length / 2)]).toBeLessThanOrEqual(60);
  });

  test('none lies deeper than three folders', () => {
    expect(all.filter((file) => file.split('/').length > 5)).toEqual([]);
  });

  test('none has a name that says nothing', () => {
    expect(all.filter((file) => /\b(utils?|helpers?|common|manager|misc)\b/.test(file))).toEqual([]);
  });
});
