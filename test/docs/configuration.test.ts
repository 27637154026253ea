import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { profiles } from '../../src/config/config-file.js';
import { configSchema } from '../../src/config/config-schema.js';
import { configOfEnvironment } from '../../src/config/environment.js';
import type { JsonSchema } from '../../src/plugin-api/json-schema.js';
import { compileSchema } from '../../src/schema/compile-schema.js';
import { jsonBlocks, readPage } from './code-blocks.js';
import { configRows, settingsRows } from './config-rows.js';

const PAGE = 'configuration.md';
const root = join(import.meta.dirname, '../..');

function rowsIn(part: string): string[] {
  const [, block = ''] =
    new RegExp(`<!-- ${part} -->\n([\\s\\S]*)\n<!-- /${part} -->`).exec(readPage(PAGE)) ?? [];
  return block.split('\n').slice(2);
}

test('configuration.md has every key with its type, default and meaning, and no other', () => {
  expect(rowsIn('keys')).toEqual(configRows(configSchema()));
});

test('configuration.md has every setting of the bundled plugins', () => {
  const catalogue: { name: string; settingsSchema?: JsonSchema }[] = JSON.parse(
    readFileSync(join(root, 'dist/catalogue.json'), 'utf8'),
  );

  expect(rowsIn('settings')).toEqual(catalogue.flatMap(settingsRows));
});

test('every variable of configuration.md that stands for a key sets it', () => {
  const given: Record<string, string> = {
    OPENAI_BASE_URL: 'https://example.com/v1',
    OPENAI_MCP_DATABASE_URL: 'postgres://localhost/costs',
    LOG_LEVEL: 'debug',
  };
  const keys = rowsIn('environment')
    .map((row) => /^\| `(\w+)` \| `([\w.]+)` \|$/.exec(row) ?? [])
    .filter(([, name]) => name !== undefined && name !== 'OPENAI_API_KEY');

  for (const [, name = '', path = ''] of keys) {
    const config = configOfEnvironment({ [name]: given[name] ?? '1' });

    expect(
      path.split('.').reduce<unknown>((part, key) => Reflect.get(Object(part), key), config),
    ).toBeDefined();
  }
  expect(keys).toHaveLength(8);
});

test('every profile has its row in configuration.md', () => {
  for (const profile of profiles()) expect(readPage(PAGE)).toContain(`| \`${profile}\` |`);
});

test.each([PAGE, 'write-a-plugin.md', '../README.md'])('every config in %s fits the schema', async (page) => {
  const check = await compileSchema(configSchema());
  const configs = jsonBlocks(page).filter(
    (block) => !['compilerOptions', 'version', 'mcpServers', 'servers'].some((key) => key in block),
  );

  expect(configs.length).toBeGreaterThan(0);
  expect(configs.flatMap(check)).toEqual([]);
});
