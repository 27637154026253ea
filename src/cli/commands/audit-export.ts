import type { AuditOutcome, AuditRecord } from '../../services/audit/audit-record.js';
import { type PlacedRecord, type RecordFilter, readRecords } from '../../services/audit/read-records.js';
import { type AuditFlags, withAudit } from '../open-audit.js';
import { print } from '../print.js';
import { readTime } from '../read-time.js';

export interface AuditExportFlags extends AuditFlags {
  csv?: boolean;
  since?: string;
  until?: string;
  kind?: AuditRecord['kind'];
  client?: string;
  plugin?: string;
  tool?: string;
  model?: string;
  call?: string;
  outcome?: AuditOutcome;
}

/** Prints the records that fit, oldest first. */
export async function auditExport(flags: AuditExportFlags): Promise<number> {
  const filter = await filterOf(flags);
  const linesOf = flags.csv ? (await import('../audit-csv.js')).csvLines() : jsonLines;
  await withAudit(flags, async (store) => {
    for await (const records of readRecords(store, filter)) {
      const lines = linesOf(records);
      if (lines !== '') print(lines);
    }
  });
  return 0;
}

const jsonLines = (records: readonly PlacedRecord[]): string =>
  records.map((record) => JSON.stringify(record)).join('\n');

async function filterOf(flags: AuditExportFlags): Promise<RecordFilter> {
  const { since, until, kind, client, plugin, tool, model, call, outcome } = flags;
  const named = Object.entries({ kind, client, plugin, tool, model, call, outcome });
  return {
    ...(since === undefined ? {} : { since: await readTime('--since', since) }),
    ...(until === undefined ? {} : { until: await readTime('--until', until) }),
    where: Object.fromEntries(named.filter(([, value]) => value !== undefined)),
  };
}
