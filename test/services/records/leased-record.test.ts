import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type TestHost, testHost } from '../../../src/testing/index.js';
import { ENGINES, type FreshStorage, freshStorage } from '../../support/fresh-storage.js';

const LEASER = join(import.meta.dirname, '../../fixtures/plugins/leaser.ts');
const LEASE_MS = 2500;
/** Longer than the lease: it is renewed meanwhile. */
const WORK_MS = 4000;

describe.each(ENGINES)('a leased record, on %s', (engine) => {
  let fresh: FreshStorage;
  const hosts: TestHost[] = [];
  const serve = async () => {
    const env: Record<string, string> =
      'url' in fresh.place
        ? { OPENAI_MCP_DATABASE_URL: fresh.place.url }
        : { OPENAI_MCP_DATA_DIR: fresh.scratch('data') };
    const host = await testHost({ config: { plugins: { leaser: { from: LEASER } } }, env });
    hosts.push(host);
    return async (input: object) => {
      const { structured, error } = await host.callTool<{ found: object }>('use-lease', input);
      return error ?? structured?.found;
    };
  };
  /** Two that have done their first call, which takes its time. */
  const serveTwo = async () => {
    const uses = [await serve(), await serve()] as const;
    for (const use of uses) await use({ what: 'look' });
    return uses;
  };
  const until = (use: Awaited<ReturnType<typeof serve>>, seen: object) =>
    expect.poll(() => use({ what: 'look' }), { timeout: 20_000 }).toMatchObject(seen);
  beforeEach(async () => {
    fresh = await freshStorage(engine);
  });
  afterEach(async () => {
    await Promise.all(hosts.splice(0).map((host) => host.close()));
    await fresh.drop();
  });

  test('is one call’s alone, for as long as it works, and free when it has ended', async () => {
    const [one, other] = await serveTwo();
    const work = one({ what: 'work', step: 'first', workMs: WORK_MS, leaseMs: LEASE_MS });
    await until(other, { step: 'first', isHeld: true });

    const meanwhile = await other({ what: 'work', step: 'second' });
    const done = await work;
    const then = await other({ what: 'work', step: 'second' });

    expect(meanwhile).toEqual({ isTaken: false });
    expect(done).toEqual({ isTaken: true, step: 'first done' });
    expect(then).toEqual({ isTaken: true, before: 'first done', step: 'second done' });
  });

  test.each([
    ['that is not there yet', false],
    ['that others had before', true],
  ])('%s goes to one of those who want it at the same time', async (_, isThere) => {
    const use = await serve();
    if (isThere) await use({ what: 'work', step: 'first' });

    const found = await use({ what: 'race', step: 'any' });

    expect(found).toEqual({ taken: 1 });
  });

  test('of a server that died is taken when the lease has run out, as it was left', async () => {
    const use = await serve();
    await use({ what: 'leave', step: 'half', leaseMs: 2000 });

    const early = await use({ what: 'look' });
    await until(use, { isHeld: false });
    const later = await use({ what: 'work', step: 'again' });

    expect(early).toEqual({ step: 'half', isHeld: true });
    expect(later).toEqual({ isTaken: true, before: 'half', step: 'again done' });
  });

  test('that another call has taken over can’t be written by the first any more', async () => {
    const [one, other] = await serveTwo();
    const work = one({ what: 'work', step: 'first', workMs: WORK_MS });
    await until(other, { step: 'first' });

    await other({ what: 'leave', step: 'taken over' });

    expect(await work).toMatchObject({ code: 'RECORD_CHANGED' });
    expect(await other({ what: 'look' })).toEqual({ step: 'taken over', isHeld: true });
  });
});
