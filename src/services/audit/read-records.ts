import type { AuditStore } from '../../storage/audit-store.js';
import { type AuditRecord, BLANK } from './audit-record.js';

/** Which records are wanted; what is left out admits all. */
export interface RecordFilter {
  /** ms since 1970; from then on. */
  since?: number;
  /** ms since 1970; up to then, not then. */
  until?: number;
  /** Exact values by field. */
  where: Partial<Pick<AuditRecord, 'kind' | 'client' | 'plugin' | 'tool' | 'model' | 'outcome' | 'call'>>;
}

/** A record with its place in the chain. */
export type PlacedRecord = { seq: number } & AuditRecord & { hash: string };

const PAGE = 500;

/** The records that fit, page after page, in the order of the chain. */
export async function* readRecords(store: AuditStore, filter: RecordFilter): AsyncGenerator<PlacedRecord[]> {
  for (let after = 0; ; ) {
    const page = await store.read(after, PAGE);
    if (page.length === 0) return;
    after = page.at(-1)!.seq;
    yield page
      .map(({ seq, record, hash }) => ({ seq, ...BLANK, ...(JSON.parse(record) as AuditRecord), hash }))
      .filter((record) => fits(record, filter));
  }
}

function fits(
  record: AuditRecord,
  { since = 0, until = Number.POSITIVE_INFINITY, where }: RecordFilter,
): boolean {
  if (record.at < since || record.at >= until) return false;
  return Object.entries(where).every(([field, value]) => Reflect.get(record, field) === value);
}
