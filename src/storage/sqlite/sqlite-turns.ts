import { setImmediate as nextTick, setTimeout as pause } from 'node:timers/promises';
import type { SqliteDatabase } from './sqlite-database.js';
import { heldTooLong, isBusy, sqliteFailure } from './sqlite-failure.js';

interface Turn {
  work(db: SqliteDatabase): unknown;
  resolve(value: unknown): void;
  reject(error: unknown): void;
  since: number;
}

/** Work of one transaction is cut off after this, and the rest gets the next tick. */
const MOST_MS_IN_A_TICK = 5;
const MOST_MS_BETWEEN_TRIES = 16;

/**
 * Who may use the one connection, and when. Work is synchronous and gets a tick to itself, so no transaction ever spans two
 * ticks, and while another process has the lock this one waits without sleeping in SQLite.
 */
export class SqliteTurns {
  #waiting: Turn[] = [];
  #running: Promise<void> | undefined;
  #closed = false;

  constructor(
    private readonly db: SqliteDatabase,
    private readonly file: string,
    /** How long work may wait for its turn, ms. */
    private readonly patience = 10_000,
  ) {}

  /**
   * Runs the work in a write transaction, and shares it with what else waits: what one throws undoes its own part alone. The
   * work may be run again when the transaction fails, so it does nothing but use the database.
   *
   * @throws StorageError when the database can't be used, or stays locked by another process.
   */
  write<T>(work: (db: SqliteDatabase) => T): Promise<T> {
    if (this.#closed) return Promise.reject(new Error(`${this.file} is closed.`));
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as Turn['resolve'], reject, since: performance.now() });
      this.#running ??= this.#run();
    });
  }

  /** Runs the work at once, outside of a transaction. It only reads. */
  async read<T>(work: (db: SqliteDatabase) => T): Promise<T> {
    const since = performance.now();
    for (let tries = 0; ; tries++) {
      if (this.#closed) throw new Error(`${this.file} is closed.`);
      try {
        return work(this.db);
      } catch (error) {
        if (!isBusy(error) || performance.now() - since > this.patience)
          throw sqliteFailure(error, this.file);
      }
      await untilNextTry(tries);
    }
  }

  /** Lets what waits have its turn, then closes the connection. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#running;
    this.db.close();
  }

  async #run(): Promise<void> {
    await nextTick();
    for (let tries = 0; this.#waiting.length > 0; ) {
      if (this.#shareTransaction()) {
        tries = 0;
        await nextTick();
      } else {
        await untilNextTry(tries++);
        this.#dropImpatient();
      }
    }
    this.#running = undefined;
  }

  /** False when another process has the lock. */
  #shareTransaction(): boolean {
    const taken: { turn: Turn; settle: () => void }[] = [];
    try {
      this.db.statement('BEGIN IMMEDIATE').run();
      const began = performance.now();
      while (this.#waiting.length > taken.length && performance.now() - began < MOST_MS_IN_A_TICK) {
        const turn = this.#waiting[taken.length]!;
        taken.push({ turn, settle: this.#take(turn) });
      }
      this.db.statement('COMMIT').run();
    } catch (error) {
      this.#undo();
      if (isBusy(error)) return false;
      const failure = sqliteFailure(error, this.file);
      const failed = Math.max(taken.length, 1);
      for (const turn of this.#waiting.splice(0, failed)) turn.reject(failure);
      return true;
    }
    this.#waiting.splice(0, taken.length);
    for (const { settle } of taken) settle();
    return true;
  }

  /** @throws what SQLite ended the whole transaction with, such as a full disk. */
  #take(turn: Turn): () => void {
    this.db.statement('SAVEPOINT turn').run();
    try {
      const value = turn.work(this.db);
      this.db.statement('RELEASE turn').run();
      return () => turn.resolve(value);
    } catch (error) {
      if (!this.db.inTransaction || isBusy(error)) throw error;
      this.db.statement('ROLLBACK TO turn').run();
      this.db.statement('RELEASE turn').run();
      return () => turn.reject(sqliteFailure(error, this.file));
    }
  }

  #undo(): void {
    try {
      if (this.db.inTransaction) this.db.statement('ROLLBACK').run();
    } catch {
      // What went wrong before is what to tell.
    }
  }

  #dropImpatient(): void {
    const now = performance.now();
    const impatient = this.#waiting.filter(({ since }) => now - since > this.patience);
    this.#waiting = this.#waiting.filter((turn) => !impatient.includes(turn));
    for (const turn of impatient) turn.reject(heldTooLong(this.file));
  }
}

/** Soon at first, then at random, so that processes that wait for the same lock don't meet again. */
function untilNextTry(tries: number): Promise<void> {
  return tries < 2 ? nextTick() : pause(Math.random() * Math.min(2 ** tries, MOST_MS_BETWEEN_TRIES));
}
