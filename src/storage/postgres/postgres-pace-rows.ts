import { type ChangeRow, PACE_KEPT_MS, type PaceRows } from '../pace-rows.js';
import type { PostgresPool } from './postgres-pool.js';

const NOW = 'floor(extract(epoch FROM clock_timestamp()) * 1000)::double precision';

// Makes the row, or waits for it; the clock is read once it is ours.
const LOCK = `
INSERT INTO pace VALUES ($1, '', ${NOW})
ON CONFLICT (key) DO UPDATE SET changed_at = excluded.changed_at
RETURNING state, ${NOW} AS now`;

interface Row {
  state: string;
  now: number;
}

export class PostgresPaceRows implements PaceRows {
  constructor(private readonly pool: PostgresPool) {}

  change<T>(key: string, change: ChangeRow<T>): Promise<T> {
    return this.pool.transaction(async (client) => {
      const { rows } = await client.query<Row>({ name: 'pace-lock', text: LOCK, values: [key] });
      const { state, now } = rows[0]!;
      const { text, value } = change(state === '' ? undefined : state, now);
      await client.query({
        name: 'pace-change',
        text: 'UPDATE pace SET state = $2, changed_at = $3 WHERE key = $1',
        values: [key, text, now],
      });
      if (state === '') await client.query('DELETE FROM pace WHERE changed_at < $1', [now - PACE_KEPT_MS]);
      return value;
    });
  }

  async read(key: string): Promise<{ text: string; now: number } | undefined> {
    const [row] = await this.pool.repeatable<Row>(
      'pace-read',
      `SELECT state, ${NOW} AS now FROM pace WHERE key = $1`,
      [key],
    );
    return row === undefined || row.state === '' ? undefined : { text: row.state, now: row.now };
  }
}
