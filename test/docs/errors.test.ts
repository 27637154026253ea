import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPage } from './code-blocks.js';

const root = join(import.meta.dirname, '../..');

/** Whatever else is written like a code: environment variables, and codes of Node's own. */
const NOT_OURS =
  /^(OPENAI_.+|DEFAULT_MODEL|MAX_TOKENS|TEMPERATURE|LOG_LEVEL|OTEL_.+|HTTPS?_PROXY|NO_PROXY|NO_VALUE|ERR_.+|EAI_.+)$/;
const LITERAL = /['"]([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|CANCELLED|USAGE|UNEXPECTED)['"]/g;

function codesInSource(): string[] {
  const files = globSync('{src,plugins}/**/*.ts', { cwd: root });
  const found = files.flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(LITERAL)]);
  return [...new Set(found.map(([, code = '']) => code))].filter((code) => !NOT_OURS.test(code)).sort();
}

const headings = [...readPage('errors.md').matchAll(/^#### (\w+)$/gm)].map(([, code = '']) => code);

test('every code has one heading in errors.md, and every heading has a code', () => {
  expect(headings.toSorted()).toEqual(codesInSource());
});

test('every code that a bundled tool declares has a heading in errors.md', () => {
  const catalogue: { tools: { errors?: Record<string, string> }[] }[] = JSON.parse(
    readFileSync(join(root, 'dist/catalogue.json'), 'utf8'),
  );

  const declared = catalogue.flatMap(({ tools }) => tools.flatMap(({ errors = {} }) => Object.keys(errors)));

  expect(declared.length).toBeGreaterThan(0);
  expect(declared.filter((code) => !headings.includes(code))).toEqual([]);
});
