import type { AuditPage, FoundRecord } from '../../contracts/operations-data.js';
import type { AuditRecords } from '../../storage/audit-records.js';
import { type AuditRecord, BLANK } from '../audit/audit-record.js';

/** What is wanted of the audit record; what is left out admits all. */
export interface AuditQuery {
  client?: string;
  tool?: string;
  code?: string;
  /** ms since 1970. */
  since?: number;
  /** Records before this one in the chain. */
  before?: number;
}

const MOST_FOUND = 50;
const READ_AT_ONCE = 200;
/** Where payloads are recorded, a record may be large: a search is over after so much, and goes on from there if asked. */
const MOST_READ = 5_000;
const MOST_CHARACTERS = 16_777_216;

/** The newest records that fit. A name fits where it is contained, whatever its case. */
export async function searchAudit(
  records: Pick<AuditRecords, 'readBack'>,
  query: AuditQuery,
): Promise<AuditPage> {
  const { since = 0 } = query;
  const found: FoundRecord[] = [];
  let { before } = query;
  let read = 0;
  let characters = 0;
  while (read < MOST_READ && characters < MOST_CHARACTERS) {
    const page = await records.readBack(before, READ_AT_ONCE);
    for (const { seq, at, record } of page) {
      before = seq;
      read += 1;
      characters += record.length;
      // Some ended a little before those in front of them; none of them an hour.
      if (at < since - HOUR_MS) return { records: found, before: null };
      const each = { ...BLANK, ...(JSON.parse(record) as AuditRecord) };
      if (at < since || !fits(each, query)) continue;
      found.push(shown(seq, each));
      if (found.length === MOST_FOUND) return { records: found, before };
    }
    if (page.length < READ_AT_ONCE) return { records: found, before: null };
  }
  return { records: found, before: before ?? null };
}

const HOUR_MS = 3_600_000;

const fits = (record: AuditRecord, query: AuditQuery): boolean =>
  (['client', 'tool', 'code'] as const).every((field) => {
    const wanted = query[field]?.toLowerCase();
    return wanted === undefined || (record[field]?.toLowerCase().includes(wanted) ?? false);
  });

const shown = (
  seq: number,
  { at, kind, client, tool, model, outcome, code, ms, costNanoUsd }: AuditRecord,
): FoundRecord => ({
  ...{ seq, at: new Date(at).toISOString(), kind, client, tool, model, outcome, code, ms },
  costUsd: costNanoUsd === null ? null : Number(costNanoUsd) / 1e9,
});
