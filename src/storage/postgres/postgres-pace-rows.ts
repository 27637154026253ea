import { type ChangeRow, PACE_KEPT_MS, type PaceRows } from '../pace-rows.js';
import type { PostgresPool } from './postgres-pool.js';

interface Row {
  state: string;
  version: number;
  now: number;
}

/** A row as this process left it; `ahead`: by how much the database's clock is ahead of ours, ms. */
interface Seen {
  text: string;
  version: number;
  ahead: number;
}

const NOW = 'floor(extract(epoch FROM clock_timestamp()) * 1000)::double precision';
const READ = `SELECT state, version, ${NOW} AS now FROM pace WHERE key = $1`;
const SWAP = `
UPDATE pace SET state = $2, version = version + 1, changed_at = ${NOW}
WHERE key = $1 AND version = $3
RETURNING state, version, ${NOW} AS now`;
// Makes the row, or waits for it; the clock is read once it is ours.
const LOCK = `
INSERT INTO pace VALUES ($1, '', 0, ${NOW})
ON CONFLICT (key) DO UPDATE SET changed_at = excluded.changed_at
RETURNING state, version, ${NOW} AS now`;
const MOST_SEEN = 1000;

/** One round trip where nobody else has changed the row since; otherwise a transaction that locks it. */
export class PostgresPaceRows implements PaceRows {
  readonly #seen = new Map<string, Seen>();

  constructor(private readonly pool: PostgresPool) {}

  async change<T>(key: string, change: ChangeRow<T>): Promise<T> {
    const seen = this.#seen.get(key);
    if (seen === undefined) return this.#changeLocked(key, change);
    const { text, value } = change(seen.text, Date.now() + seen.ahead);
    const [row] = await this.pool.query<Row>('pace-swap', SWAP, [key, text, seen.version]);
    if (row === undefined) return this.#changeLocked(key, change);
    this.#see(key, row);
    return value;
  }

  async read(key: string): Promise<{ text: string; now: number } | undefined> {
    const [row] = await this.pool.repeatable<Row>('pace-read', READ, [key]);
    if (row === undefined || row.state === '') return undefined;
    this.#see(key, row);
    return { text: row.state, now: row.now };
  }

  async #changeLocked<T>(key: string, change: ChangeRow<T>): Promise<T> {
    this.#seen.delete(key);
    const { value, row } = await this.pool.transaction(async (client) => {
      const { rows } = await client.query<Row>({ name: 'pace-lock', text: LOCK, values: [key] });
      const { state, version, now } = rows[0]!;
      const { text, value } = change(state === '' ? undefined : state, now);
      const values = [key, text, version];
      const changed = await client.query<Row>({ name: 'pace-swap', text: SWAP, values });
      if (state === '') await client.query('DELETE FROM pace WHERE changed_at < $1', [now - PACE_KEPT_MS]);
      return { value, row: changed.rows[0]! };
    });
    this.#see(key, row);
    return value;
  }

  #see(key: string, { state, version, now }: Row): void {
    if (this.#seen.size >= MOST_SEEN) this.#seen.clear();
    this.#seen.set(key, { text: state, version, ahead: now - Date.now() });
  }
}
