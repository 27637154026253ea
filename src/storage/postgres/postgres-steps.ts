import { setImmediate as nextTick } from 'node:timers/promises';
import { StorageError } from '../storage-error.js';
import type { PostgresPool } from './postgres-pool.js';

interface Step {
  json: object;
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

const MOST_AT_ONCE = 100;

/**
 * Steps of the ledger on their way to the database: one round trip at a time, with all that has come together meanwhile. Each
 * can be repeated without harm.
 */
export class PostgresSteps {
  #waiting: Step[] = [];
  #running = false;

  constructor(private readonly pool: PostgresPool) {}

  take<Answer>(json: object): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ json, resolve: resolve as Step['resolve'], reject });
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    await nextTick();
    while (this.#waiting.length > 0) await this.#send(this.#waiting.splice(0, MOST_AT_ONCE));
    this.#running = false;
  }

  async #send(steps: readonly Step[]): Promise<void> {
    try {
      const [row] = await this.pool.repeatable<{ answers: unknown[] }>(
        'ledger-steps',
        'SELECT ledger_steps($1) AS answers',
        [JSON.stringify(steps.map(({ json }) => json))],
      );
      for (const [place, step] of steps.entries()) step.resolve(row?.answers[place]);
    } catch (error) {
      // One that the database can't take undoes those that came with it: they go again, each by itself.
      if (error instanceof StorageError || steps.length === 1) for (const step of steps) step.reject(error);
      else for (const step of steps) await this.#send([step]);
    }
  }
}
