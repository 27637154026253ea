import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStorage } from '../../src/storage/open-storage.js';
import { bundleSource } from '../support/bundle-source.js';
import { type FreshStorage, freshStorage } from '../support/fresh-storage.js';
import { entryOf, holdOf, limitOn, windowOf } from '../support/ledger-cases.js';

describe('a PostgreSQL database', () => {
  let fresh: FreshStorage;
  let url: string;
  beforeEach(async () => {
    fresh = await freshStorage('postgres');
    url = (fresh.place as { url: string }).url;
  });
  afterEach(() => fresh.drop());

  const asAdmin = async (sql: string) => {
    const admin = new pg.Client({ connectionString: url });
    await admin.connect();
    await admin.query(sql);
    await admin.end();
  };
  const changed = (change: (url: URL) => void) => {
    const other = new URL(url);
    change(other);
    return { url: other.href };
  };

  test.each([
    ['a wrong password', (url: URL) => (url.password = 'wrong'), 'refuses this user', 'password'],
    ['a name that is none', (url: URL) => (url.pathname = '/nothing'), "doesn't exist", 'Create it'],
    ['nobody at its port', (url: URL) => (url.port = '1'), "can't be reached", 'host and port'],
  ])('with %s says so, and nothing of its URL', async (_, change, message, hint) => {
    const place = changed((other) => void change(other));

    const opening = openStorage(place);

    await expect(opening).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    });
    await expect(opening).rejects.not.toMatchObject({ message: expect.stringContaining('postgres://') });
  });

  test('without the package pg says so', async () => {
    const opener = await bundleSource(join(import.meta.dirname, '../fixtures/storage/open.ts'), 'pg');

    const child = spawn(process.execPath, [opener.script, JSON.stringify(fresh.place), 'one']);
    const said = await text(child.stderr);

    await opener.remove();
    expect(said).toContain('STORAGE_UNAVAILABLE');
    expect(said).toContain('npm install pg');
  });

  test('that is read-only says so', async () => {
    await (await fresh.open()).close();
    const { pathname } = new URL(url);
    await asAdmin(`ALTER DATABASE ${pathname.slice(1)} SET default_transaction_read_only = on`);
    const { ledger } = await fresh.open();

    const settling = ledger.settle(entryOf('request-1', 1n));

    await expect(settling).rejects.toMatchObject({ code: 'STORAGE_READ_ONLY' });
  });

  test('that drops its connections is connected to again, and nothing is booked twice', async () => {
    const { ledger } = await fresh.open();
    const limit = limitOn();
    await ledger.register([limit]);
    const hold = holdOf(60n, [windowOf(limit)]);
    await ledger.reserve(hold);

    await asAdmin(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()',
    );
    await ledger.settle(entryOf(hold.id, 25n));

    expect(await ledger.state(windowOf(limit))).toEqual({ spent: 25n, reserved: 0n });
  });
});
