import { describe, expect, test } from 'vitest';
import { configSchema } from '../../src/config/config-schema.js';
import { surelyFits } from '../../src/config/surely-fits.js';
import { compileSchema } from '../../src/schema/compile-schema.js';

const LEAVES = [
  null,
  true,
  0,
  1,
  -1,
  1.5,
  20_000,
  1e12,
  '',
  'auto',
  'warn',
  'https://x',
  '$' + '{env:X}',
  [],
  ['*'],
  [1],
  ['read-only'],
  {},
];
const SECTIONS: Record<string, readonly string[]> = {
  tools: ['only', 'except', 'effects', 'other'],
  openai: ['apiKey', 'baseURL', 'api', 'timeoutSeconds', 'maxRetries', '__proto__'],
  defaults: ['model', 'maxTokens', 'temperature', 'toString'],
  models: ['retired', 'catalogue'],
  budget: ['perDay', 'limits', 'alertAt', 'timeZone', 'currency', 'webhook'],
  limits: ['models', 'learn', 'maxQueued'],
  cache: ['enabled', 'text'],
  audit: ['retentionDays'],
  storage: ['url', 'synchronous'],
  files: ['folder', 'roots'],
  server: ['name', 'maxMessageBytes', 'pluginTimeoutSeconds'],
  plugins: ['text', '__proto__'],
};

describe('the quick check', () => {
  const documents: unknown[] = [
    ...LEAVES,
    ...LEAVES.flatMap((leaf) =>
      ['logLevel', '$schema', ...Object.keys(SECTIONS)].map((name) => ({ [name]: leaf })),
    ),
    ...LEAVES.flatMap((leaf) =>
      Object.entries(SECTIONS).flatMap(([section, names]) =>
        names.map((name) => ({ [section]: { [name]: leaf } })),
      ),
    ),
    ...LEAVES.flatMap((leaf) =>
      ['scope', 'match', 'window', 'usd', 'mode'].map((name) => ({
        budget: { limits: [{ scope: 'tool', match: '*', window: 'day', usd: 5, [name]: leaf }] },
      })),
    ),
    { budget: { limits: [{ scope: 'tool', match: '*', window: 'day' }], webhook: {} } },
    ...LEAVES.flatMap((leaf) =>
      ['enabled', 'from', 'tools', 'settings', 'other'].map((name) => ({
        plugins: { text: { [name]: leaf } },
      })),
    ),
  ];

  test('says of every document what Ajv says', async () => {
    const check = await compileSchema(configSchema());

    const disagreed = documents.filter(
      (document) => surelyFits(document, configSchema()) !== (check(document).length === 0),
    );

    expect(disagreed).toEqual([]);
    expect(documents.filter((document) => check(document).length === 0).length).toBeGreaterThan(50);
  });

  test('is never sure about a rule that it does not know', () => {
    expect(surelyFits('x', { type: 'string', maxLength: 1 })).toBe(false);
    expect(surelyFits({}, { $ref: '#' })).toBe(false);
    expect(surelyFits({}, { type: 'object', constructor: 1 })).toBe(false);
  });
});
