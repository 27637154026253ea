import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { MIGRATIONS } from '../../src/storage/migrations.js';
import { openStorage } from '../../src/storage/open-storage.js';
import type { Storage } from '../../src/storage/storage.js';
import { bundleSource } from '../support/bundle-source.js';
import { ENGINES, type FreshStorage, freshStorage } from '../support/fresh-storage.js';

let opener: Awaited<ReturnType<typeof bundleSource>>;
beforeAll(async () => {
  opener = await bundleSource(join(import.meta.dirname, '../fixtures/storage/open.ts'));
});
afterAll(() => opener.remove());

async function execute(storage: Storage, sql: string): Promise<void> {
  if (storage.engine.kind === 'sqlite') await storage.engine.turns.write((db) => db.exec(sql));
  else await storage.engine.pool.query('test', sql);
}

describe.each(ENGINES)('the form of a database on %s', (engine) => {
  let fresh: FreshStorage;
  beforeEach(async () => {
    fresh = await freshStorage(engine);
  });
  afterEach(() => fresh.drop());

  const start = (name: string): ChildProcess =>
    spawn(process.execPath, [opener.script, JSON.stringify(fresh.place), name], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  const limits = async () => {
    const { db } = await fresh.open();
    return (await db.selectFrom('ledger_limit').select('match').orderBy('match').execute()).map(
      ({ match }) => match,
    );
  };

  test('is made once when six processes open an empty one at the same time', async () => {
    const names = ['1', '2', '3', '4', '5', '6'];

    const exits = await Promise.all(names.map((name) => once(start(name), 'exit')));

    expect(exits.map(([code]) => code)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(await limits()).toEqual(names);
  });

  test('is whole or not there at all when its maker is killed', async () => {
    for (let after = 30; after < 150; after += 20) {
      const maker = start('killed');
      await pause(after);
      maker.kill('SIGKILL');
    }

    const [code] = await once(start('survivor'), 'exit');

    expect(code).toBe(0);
    expect(await limits()).toContain('survivor');
  });

  test('stays as it is when it is opened again', async () => {
    await (await fresh.open()).close();

    const { db } = await fresh.open();

    const applied = await db
      .selectFrom('storage_migration' as 'ledger_limit')
      .select('name' as 'id')
      .execute();
    expect(applied).toEqual(MIGRATIONS.map(({ name }) => ({ name })));
  });

  test('is refused when a newer version has made it', async () => {
    const storage = await fresh.open();
    await execute(storage, "INSERT INTO storage_migration VALUES ('9999-from-the-future', 0)");

    const opening = openStorage(fresh.place);

    await expect(opening).rejects.toMatchObject({
      code: 'STORAGE_NEWER',
      message: expect.stringContaining('9999-from-the-future'),
    });
  });
});
