import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SqliteDatabase } from '../../src/storage/sqlite/sqlite-database.js';
import { SqliteTurns } from '../../src/storage/sqlite/sqlite-turns.js';
import { type FreshStorage, freshStorage } from '../support/fresh-storage.js';

const PATIENCE_MS = 300;

describe('turns at a SQLite file', () => {
  let fresh: FreshStorage;
  let turns: SqliteTurns;
  let neighbour: DatabaseSync;
  beforeEach(async () => {
    fresh = await freshStorage('sqlite');
    const file = fresh.scratch('turns.sqlite');
    neighbour = new DatabaseSync(file);
    neighbour.exec('PRAGMA journal_mode = WAL; CREATE TABLE mark (name TEXT PRIMARY KEY, batch INTEGER)');
    turns = new SqliteTurns(new SqliteDatabase(new DatabaseSync(file)), file, PATIENCE_MS);
  });
  afterEach(async () => {
    await turns.close();
    neighbour.close();
    await fresh.drop();
  });

  const mark = (name: string) =>
    turns.write((db) => void db.statement('INSERT INTO mark (name) VALUES (?)').run(name));
  const marks = () =>
    neighbour
      .prepare('SELECT name FROM mark ORDER BY rowid')
      .all()
      .map(({ name }) => name);

  test('come in the order in which they were asked for', async () => {
    const names = Array.from({ length: 500 }, (_, number) => `mark ${number}`);

    await Promise.all(names.map(mark));

    expect(marks()).toEqual(names);
  });

  test('that fail undo their own part, and no other of the same transaction', async () => {
    const failing = turns.write((db) => {
      db.statement("INSERT INTO mark (name) VALUES ('undone')").run();
      throw new Error('changed its mind');
    });

    const ends = await Promise.allSettled([mark('one'), failing, mark('one'), mark('two')]);

    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(marks()).toEqual(['one', 'two']);
  });

  test('wait for another process’s lock while everything else goes on', async () => {
    neighbour.exec('BEGIN IMMEDIATE');
    const waiting = mark('mine');

    let ticks = 0;
    for (; ticks < 20; ticks++) await pause(1);
    const before = marks();
    neighbour.exec('COMMIT');
    await waiting;

    expect(before).toEqual([]);
    expect(marks()).toEqual(['mine']);
  });

  test('are given up when the lock is not let go, and nothing of them is written', async () => {
    neighbour.exec('BEGIN IMMEDIATE');

    const given = await Promise.allSettled([mark('one'), mark('two')]);

    expect(given).toMatchObject([
      { status: 'rejected', reason: { code: 'STORAGE_UNAVAILABLE' } },
      { status: 'rejected', reason: { code: 'STORAGE_UNAVAILABLE' } },
    ]);
    neighbour.exec('COMMIT');
    await mark('three');
    expect(marks()).toEqual(['three']);
  });

  test('that were asked for are had before it is closed, and none after', async () => {
    const last = mark('last');
    await turns.close();

    await last;

    expect(marks()).toEqual(['last']);
    await expect(mark('too late')).rejects.toThrow('is closed');
  });
});
