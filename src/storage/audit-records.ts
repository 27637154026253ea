import { chainHash } from './audit-chain.js';
import type { AuditEnds, AuditEntry, AuditStore, ChainedEntry } from './audit-store.js';
import type { SqliteDatabase } from './sqlite/sqlite-database.js';
import type { Storage } from './storage.js';

/** Records that are purged in one turn. */
const PURGED_AT_ONCE = 250;

/** One statement for so many rows takes half of the time of one for each. */
const ROWS_AT_ONCE = 25;
const ROW = '(?, ?, ?, ?, ?)';
const INSERT_ROW = `INSERT INTO audit_record VALUES ${ROW}`;
const INSERT_ROWS = `${INSERT_ROW}${`, ${ROW}`.repeat(ROWS_AT_ONCE - 1)}`;

/** The audit record of a database. */
export class AuditRecords implements AuditStore {
  constructor(private readonly storage: Pick<Storage, 'db' | 'engine'>) {}

  async append(batch: string, entries: readonly AuditEntry[]): Promise<void> {
    if (entries.length === 0) return;
    const { engine } = this.storage;
    if (engine.kind === 'sqlite') return engine.turns.write((db) => append(db, batch, entries));
    const columns = [batch, entries.map(({ at }) => at), entries.map(({ record }) => record)];
    await engine.pool.repeatable('audit-append', 'SELECT audit_append($1, $2, $3)', columns);
  }

  read(afterSeq: number, most: number): Promise<ChainedEntry[]> {
    return this.storage.db
      .selectFrom('audit_record')
      .select(['seq', 'at', 'record', 'hash'])
      .where('seq', '>', afterSeq)
      .orderBy('seq')
      .limit(most)
      .execute();
  }

  /** Records before one, the newest first; undefined: from the last one on. */
  readBack(beforeSeq: number | undefined, most: number): Promise<ChainedEntry[]> {
    const all = this.storage.db.selectFrom('audit_record').select(['seq', 'at', 'record', 'hash']);
    return (beforeSeq === undefined ? all : all.where('seq', '<', beforeSeq))
      .orderBy('seq', 'desc')
      .limit(most)
      .execute();
  }

  async ends(): Promise<AuditEnds | undefined> {
    const row = await this.storage.db.selectFrom('audit_head').selectAll().executeTakeFirst();
    return (
      row && {
        head: { seq: row.seq, hash: row.hash },
        anchor: { seq: row.anchor_seq, hash: row.anchor_hash },
        purgedAt: row.purged_at,
      }
    );
  }

  async purge(before: number, now: number): Promise<number> {
    let purged = 0;
    for (;;) {
      const gone = await this.purgeSome(before, now);
      if (gone === 0) return purged;
      purged += gone;
    }
  }

  private async purgeSome(before: number, now: number): Promise<number> {
    const { engine } = this.storage;
    if (engine.kind === 'sqlite') return engine.turns.write((db) => purgeSome(db, before, now));
    const text = 'SELECT audit_purge($1, $2, $3) AS gone';
    const rows = await engine.pool.query<{ gone: number }>('audit-purge', text, [
      before,
      PURGED_AT_ONCE,
      now,
    ]);
    return rows[0]?.gone ?? 0;
  }
}

function append(db: SqliteDatabase, batch: string, entries: readonly AuditEntry[]): void {
  const known = db.statement('SELECT 1 FROM audit_record WHERE batch = ?').get(batch);
  if (known !== undefined) return;
  const head = db.statement('SELECT seq, hash FROM audit_head').get() as { seq: number; hash: string };
  let { seq, hash } = head;
  for (let from = 0; from < entries.length; ) {
    const rows = entries.slice(from, from + (entries.length - from >= ROWS_AT_ONCE ? ROWS_AT_ONCE : 1));
    const values: (string | number | null)[] = [];
    for (const { at, record } of rows) {
      seq += 1;
      hash = chainHash(hash, record);
      values.push(seq, at, record, hash, seq === head.seq + 1 ? batch : null);
    }
    db.statement(rows.length === 1 ? INSERT_ROW : INSERT_ROWS).run(...values);
    from += rows.length;
  }
  db.statement('UPDATE audit_head SET seq = ?, hash = ?').run(seq, hash);
}

/** Only from the oldest on: what is left must be one chain. */
function purgeSome(db: SqliteDatabase, before: number, now: number): number {
  const last = db
    .statement(
      `SELECT seq, hash FROM audit_record WHERE seq <= (
        SELECT coalesce(min(seq) FILTER (WHERE at >= ?) - 1, max(seq))
        FROM (SELECT seq, at FROM audit_record ORDER BY seq LIMIT ?)
      ) ORDER BY seq DESC LIMIT 1`,
    )
    .get(before, PURGED_AT_ONCE);
  db.statement('UPDATE audit_head SET purged_at = ?').run(now);
  if (last === undefined) return 0;
  db.statement('UPDATE audit_head SET anchor_seq = ?, anchor_hash = ?').run(last.seq!, last.hash!);
  return Number(db.statement('DELETE FROM audit_record WHERE seq <= ?').run(last.seq!).changes);
}
