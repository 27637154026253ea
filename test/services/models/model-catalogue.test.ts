import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { FaultError } from '../../../src/contracts/fault.js';
import { createModels } from '../../../src/services/models/model-catalogue.js';

const BUNDLED = fileURLToPath(new URL('../../../config/models.json', import.meta.url));
const bundled = createModels([BUNDLED], () => '2026-11-22');

function withOwn(content: string) {
  const file = join(mkdtempSync(join(tmpdir(), 'catalogue-')), 'models.json');
  writeFileSync(file, content);
  return createModels([BUNDLED, file], () => '2026-11-22');
}

describe('the bundled catalogue', () => {
  test.each([
    ['gpt-3.5-turbo', 'retired', '2026-10-23', 'gpt-6-luna'],
    ['gpt-4-turbo-2024-04-09', 'retired', '2026-10-23', 'gpt-6.2-sol'],
    ['dall-e-3', 'retired', '2026-05-12', 'gpt-image-2.6-flare'],
    ['gpt-4o-2024-05-13', 'retired', '2026-10-23', 'gpt-6-luna'],
    ['gpt-4o-2024-08-06', 'retiring', '2027-01-14', 'gpt-6-luna'],
    ['ft:gpt-4o-2024-08-06:acme::abc', 'retiring', '2027-01-14', 'gpt-6-luna'],
    ['whisper-1', 'retiring', '2027-02-26', 'gpt-transcribe'],
    ['gpt-6.2-sol', 'current', undefined, undefined],
  ])('knows the life of %s', (id, status, shutdown, replacement) => {
    const info = bundled.find(id);

    expect([info?.id, info?.status, info?.shutdown, info?.replacement]).toEqual([
      id,
      status,
      shutdown,
      replacement,
    ]);
  });

  test('names a replacement that it knows and that is of use, for every model that goes', () => {
    const going = bundled.list().filter(({ shutdown }) => shutdown !== undefined);

    expect(going.length).toBeGreaterThan(50);
    for (const { id, replacement } of going)
      expect(bundled.find(replacement ?? '')?.status, id).toBe('current');
  });

  test('says where every price comes from and when it was read', () => {
    for (const { id, price } of bundled.list()) {
      if (price)
        expect(bundled.entry(id), id).toMatchObject({
          source: expect.any(String),
          verifiedOn: expect.stringMatching(/^2026-/),
        });
    }
  });

  test('uses no word for an ability that it does not explain', () => {
    const vocabulary = new Set(Object.keys(JSON.parse(readFileSync(BUNDLED, 'utf8')).capabilities));

    for (const { id, capabilities } of bundled.list()) {
      for (const capability of capabilities) expect(vocabulary, id).toContain(capability);
    }
  });

  test.each([
    ['ft:gpt-4o-2024-08-06:acme::abc', 'gpt-4o', { input: 3.75, cachedInput: 1.875, output: 15 }],
    ['ft:gpt-4.1-2025-04-14:acme:house:abc', 'gpt-4.1', { input: 3, cachedInput: 0.75, output: 12 }],
    ['ft:gpt-4.1-mini:acme::abc:ckpt-step-88', 'gpt-4.1-mini', { input: 0.8, cachedInput: 0.2, output: 3.2 }],
    ['ft:gpt-4-0613:acme::abc', 'gpt-4-0613', null],
  ])('gives %s what its base %s has, its own price, and the end of its base', (id, base, price) => {
    expect(bundled.find(id)).toMatchObject({
      price,
      shutdown: bundled.find(base)?.shutdown,
      capabilities: bundled.find(base)?.capabilities,
    });
  });

  test('knows nothing of a model that it does not list', () => {
    expect(bundled.find('gpt-9')).toBeUndefined();
    expect(bundled.find('constructor')).toBeUndefined();
  });

  test('retires a model on the day that was announced', () => {
    expect(createModels([BUNDLED], () => '2027-01-13').find('gpt-4o')?.status).toBe('retiring');
    expect(createModels([BUNDLED], () => '2027-01-14').find('gpt-4o')?.status).toBe('retired');
  });
});

describe("the operator's catalogue", () => {
  test('wins, price by price, and adds models', () => {
    const models = withOwn(
      '{ "models": { "gpt-6-luna": { "price": { "output": 9 } }, "llama4": { "price": { "input": 0 } } } }',
    );

    expect(models.find('gpt-6-luna')?.price).toEqual({ input: 0.1, cachedInput: 0.01, output: 9 });
    expect(models.find('llama4')).toMatchObject({ kind: 'text', status: 'current', price: { input: 0 } });
  });

  test('that is no JSON is a fault that names its file', () => {
    const models = withOwn('{ "models": ');

    expect(() => models.find('gpt-6-luna')).toThrow(FaultError);
    expect(() => models.find('gpt-6-luna')).toThrow(/catalogue can't be read/);
  });
});
