import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configSchema, renderConfigSchema } from '../../src/config/config-schema.js';
import type { JsonSchema } from '../../src/plugin-api/json-schema.js';
import { compileSchema } from '../../src/schema/compile-schema.js';

const SCHEMA_FILE = 'config/mcp.config.schema.json';
const root = join(import.meta.dirname, '../..');
const profiles = readdirSync(join(root, 'config/profiles')).map((file) => `config/profiles/${file}`);

test('the schema in the package is the one that the classes make', () => {
  const published = readFileSync(join(root, SCHEMA_FILE), 'utf8');

  expect(published, 'run `npm run build`').toBe(renderConfigSchema());
});

test('every setting says what it is for', () => {
  const undescribed: string[] = [];
  const visit = (schema: JsonSchema, place: string) => {
    for (const [name, property] of Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>)) {
      if (!property.description) undescribed.push(`${place}${name}`);
      visit(property, `${place}${name}.`);
    }
    const { anyOf: forms = [] } = (schema.additionalProperties || {}) as { anyOf?: JsonSchema[] };
    for (const form of forms) visit(form, `${place}*.`);
  };

  visit(configSchema(), '');

  expect(undescribed).toEqual([]);
});

test.each(['mcp.config.json', ...profiles])('%s fits the schema and names where it is', async (file) => {
  const document = JSON.parse(readFileSync(join(root, file), 'utf8'));
  const check = await compileSchema(configSchema());

  const problems = check(document);

  expect(problems).toEqual([]);
  expect(join(root, file, '..', document.$schema)).toBe(join(root, SCHEMA_FILE));
});

test('there is a profile for every need', () => {
  expect(profiles.map((file) => file.replace(/.*\/|\.json/g, '')).sort()).toEqual([
    'core',
    'creative',
    'full',
    'read-only',
    'team-server',
  ]);
});
