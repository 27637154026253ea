import nock from 'nock';
import { afterEach, describe, expect, test } from 'vitest';
import { type BundledHost, bundledHost } from './bundled-host.js';

const onList = (data: object[], status = 200, base = 'https://api.openai.com/v1') =>
  nock(base)
    .get('/models')
    .reply(status, status === 200 ? { object: 'list', data } : { error: { message: 'no' } });
const live = (id: string, shutdown_date: string | null = null) => ({
  id,
  object: 'model',
  created: 1,
  owned_by: 'openai',
  shutdown_date,
});

interface Listed {
  id: string;
  in?: string;
  days_left?: number;
  kind: string;
  status: string;
  shutdown?: string;
  replacement?: string;
  available?: boolean;
  price?: object;
  capabilities: string[];
}

describe('list-models', () => {
  let host: BundledHost;
  const list = async (input: Record<string, unknown> = {}) => {
    const { structured, ...rest } = await host.call('list-models', input);
    const models = (structured.models ?? []) as Listed[];
    return {
      ...rest,
      models,
      ids: models.map(({ id }) => id),
      find: (id: string) => models.find((one) => one.id === id),
    };
  };

  afterEach(async () => {
    const pending = nock.pendingMocks();
    nock.cleanAll();
    await host.close();
    expect(pending).toEqual([]);
  });

  test('joins the catalogue with the models that the key may use', async () => {
    host = await bundledHost();
    onList([
      live('gpt-6.2-sol'),
      live('gpt-6.2-sol-2026-11-17'),
      live('gpt-9-nova'),
      live('gpt-6-luna', '2999-01-02'),
    ]);

    const { find, ids, text } = await list();

    expect(find('gpt-6.2-sol')).toEqual({
      id: 'gpt-6.2-sol',
      kind: 'text',
      status: 'current',
      price: { input: 2, cached_input: 0.1, output: 10 },
      capabilities: expect.arrayContaining(['vision', 'reasoning']),
      available: true,
      in: 'both',
    });
    expect(find('gpt-9-nova')).toMatchObject({ kind: 'other', status: 'current', available: true });
    expect(find('gpt-6-luna')).toMatchObject({ status: 'retiring', shutdown: '2999-01-02' });
    expect(find('text-embedding-3-small')).toMatchObject({ kind: 'embedding', available: false });
    expect(ids).not.toContain('gpt-4');
    expect(ids).not.toContain('gpt-6.2-sol-2026-11-17');
    expect(ids).toEqual([...ids].sort());
    expect(text).toMatch(/^gpt-6\.2-sol \| text \| current \| 2 \/ 0\.1 \/ 10 \| .*vision/m);
    expect(text).toMatch(/^text-embedding-3-small .*\(not for this key\)/m);
  });

  test('says how many days are left, by whose word, and what is found where', async () => {
    host = await bundledHost();
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    onList([live('gpt-6-luna', `${inDays(10)}T00:00:00Z`), live('gpt-9-nova')]);

    const { find, text } = await list();

    expect(find('gpt-6-luna')).toMatchObject({
      days_left: 10,
      shutdown: inDays(10),
      shutdown_from: 'provider',
      in: 'both',
    });
    expect(find('gpt-4o')).toMatchObject({ shutdown_from: 'catalogue', in: 'catalogue' });
    expect(find('gpt-9-nova')).toMatchObject({ in: 'account' });
    expect(text).toMatch(/^gpt-6-luna \| text \| retiring \d{4}-\d\d-\d\d \(in 10 days\)/m);
    expect(text).toContain('The provider lists 2 models for this key');
    expect(text).toMatch(/in the account alone: gpt-9-nova; in the catalogue alone: \d+\./);
  });

  test('lists what only the account has', async () => {
    host = await bundledHost();
    onList([live('gpt-6.2-sol'), live('gpt-9-nova')]);

    const { ids } = await list({ in: 'account' });

    expect(ids).toEqual(['gpt-9-nova']);
  });

  test('lets fine-tuned models end with their base, by the word of the provider before the catalogue', async () => {
    host = await bundledHost();
    const own = 'ft:gpt-4.1-mini-2025-04-14:acme::abc';
    const other = 'ft:gpt-4o-2024-08-06:acme::def';
    onList([live(own), live(other), live('gpt-4.1-mini', '2999-01-02')]);

    const { find, text } = await list();

    expect(find(own)).toMatchObject({
      kind: 'text',
      status: 'retiring',
      shutdown: '2999-01-02',
      shutdown_from: 'provider',
      base: 'gpt-4.1-mini-2025-04-14',
      available: true,
    });
    expect(find(other)).toMatchObject({ shutdown: '2027-01-14', shutdown_from: 'catalogue' });
    expect(text).toMatch(
      /^ft:gpt-4\.1-mini-2025-04-14:acme::abc .*2999-01-02 \(in \d+ days\), with gpt-4\.1-mini-2025-04-14/m,
    );
  });

  test('says so where a model that the catalogue takes for retired is still listed', async () => {
    host = await bundledHost();
    onList([live('gpt-4')]);

    const { text } = await list({ search: 'gpt-4', status: 'retired' });

    expect(text).toMatch(/^gpt-4 .*\(still listed for this key\)/m);
  });

  test('believes the date of the provider', async () => {
    host = await bundledHost();
    onList([live('gpt-6.2-sol', '2020-01-01')]);

    const { find } = await list({ status: 'retired' });

    expect(find('gpt-6.2-sol')).toMatchObject({ status: 'retired', shutdown: '2020-01-01' });
  });

  test('finds retired models and snapshots by search, with what to use instead', async () => {
    host = await bundledHost();
    onList([live('gpt-4o-2024-11-20')]);

    const { find, text } = await list({ search: 'GPT-4' });

    expect(find('gpt-4')).toMatchObject({
      status: 'retired',
      shutdown: '2026-10-23',
      replacement: expect.any(String),
    });
    expect(find('gpt-4o-2024-11-20')).toMatchObject({ available: true });
    expect(text).toMatch(/^gpt-4 \| text \| retired 2026-10-23 → gpt-/m);
  });

  test('narrows by kind', async () => {
    host = await bundledHost();

    const { models } = await list({ kind: 'image', live: false });

    expect(models.map(({ id }) => id)).toContain('gpt-image-2.6-flare');
    expect(new Set(models.map(({ kind }) => kind))).toEqual(new Set(['image']));
    expect(models.every(({ available }) => available === undefined)).toBe(true);
  });

  test('makes do with the catalogue where there is no key', async () => {
    host = await bundledHost({ env: { OPENAI_API_KEY: '' } });

    const { ids, text, isError } = await list();

    expect([isError, ids.includes('gpt-6.2-sol')]).toEqual([false, true]);
    expect(text).toMatch(/Note: From the catalogue alone: .* \(API_KEY_MISSING\)/);
  });

  test('makes do with the catalogue where the key is refused', async () => {
    host = await bundledHost();
    onList([], 401);

    const { ids, text } = await list();

    expect(ids).toContain('gpt-6.2-sol');
    expect(text).toContain('(HTTP 401)');
  });

  test('shows of another provider only what it has', async () => {
    const base = 'http://models.test/v1';
    host = await bundledHost({ config: { openai: { baseURL: base } } });
    onList([{ id: 'llama3' }], 200, base);

    const { ids } = await list();

    expect(ids).toEqual(['llama3']);
  });

  test('says when no model fits', async () => {
    host = await bundledHost();

    const { models, text } = await list({ search: 'nothing-like-this', live: false });

    expect([models, text]).toEqual([[], expect.stringContaining('No model fits.')]);
  });
});
