import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TestHost, testHost } from '../../../src/testing/index.js';
import { ENGINES, type FreshStorage, freshStorage } from '../../support/fresh-storage.js';

const KEEPER = join(import.meta.dirname, '../../fixtures/plugins/keeper.ts');

describe.each(ENGINES)('records of a plugin, on %s', (engine) => {
  let fresh: FreshStorage;
  const hosts: TestHost[] = [];
  const serve = async () => {
    const env: Record<string, string> =
      'url' in fresh.place
        ? { OPENAI_MCP_DATABASE_URL: fresh.place.url }
        : { OPENAI_MCP_DATA_DIR: fresh.scratch('data') };
    const host = await testHost({ config: { plugins: { keeper: { from: KEEPER } } }, env });
    hosts.push(host);
    return async (input: object) => {
      const { structured, error } = await host.callTool<{ found: { it: unknown } }>('use-records', input);
      return error ?? structured?.found.it;
    };
  };
  beforeEach(async () => {
    fresh = await freshStorage(engine);
  });
  afterEach(async () => {
    await Promise.all(hosts.splice(0).map((host) => host.close()));
    await fresh.drop();
  });

  test('are there after a restart, and for another server', async () => {
    const [first, second] = [await serve(), await serve()];

    await first({ what: 'put', id: 'a', value: 'Bring a hat.' });
    await hosts[0]?.close();

    expect(await second({ what: 'get', id: 'a' })).toMatchObject({
      id: 'a',
      value: 'Bring a hat.',
      version: 1,
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
  });

  test('are not lost to a change that was made from an older version', async () => {
    const use = await serve();
    await use({ what: 'put', id: 'a', value: 'hat', version: 0 });
    await use({ what: 'put', id: 'a', value: 'tent', version: 1 });

    const late = await use({ what: 'put', id: 'a', value: 'boat', version: 1 });
    const again = await use({ what: 'put', id: 'a', value: 'boat', version: 0 });

    expect([late, again]).toEqual([
      expect.objectContaining({ code: 'RECORD_CHANGED' }),
      expect.objectContaining({ code: 'RECORD_CHANGED' }),
    ]);
    expect(await use({ what: 'get', id: 'a' })).toMatchObject({ value: 'tent', version: 2 });
  });

  test('are listed by the beginning of their ids, a page at a time', async () => {
    const use = await serve();
    for (const id of ['b:1', 'a:2', 'a:1', 'a:3']) await use({ what: 'put', id, value: id });

    const page = await use({ what: 'list', id: 'a:', after: 'a:1', limit: 1 });

    expect(page).toEqual([expect.objectContaining({ id: 'a:2', value: 'a:2' })]);
  });

  test('have 1 MB at most', async () => {
    const use = await serve();

    const refused = await use({ what: 'put', id: 'a', value: 'ü'.repeat(500_000) });

    expect(refused).toMatchObject({ code: 'RECORD_TOO_LARGE', message: expect.stringContaining('1000002') });
  });

  test('are simply not there under an id that no record can have', async () => {
    const use = await serve();

    expect(await use({ what: 'get', id: 'a\u0000b' })).toBeNull();
    expect(await use({ what: 'delete', id: '' })).toBe(false);
    expect(await use({ what: 'list', id: '%' })).toEqual([]);
  });
});
