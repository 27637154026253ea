import { type AuditFlags, withAudit } from '../open-audit.js';
import { print, printJson } from '../print.js';
import { readTime } from '../read-time.js';

export interface AuditPurgeFlags extends AuditFlags {
  before?: string;
}

const DAY_MS = 86_400_000;

/** Removes records that are older than they are to be kept. */
export async function auditPurge(flags: AuditPurgeFlags): Promise<number> {
  const given = flags.before === undefined ? undefined : await readTime('--before', flags.before);
  const { purged, before } = await withAudit(flags, async (records, { config }) => {
    const before = given ?? Date.now() - config.audit.retentionDays * DAY_MS;
    return { purged: await records.purge(before, Date.now()), before: new Date(before).toISOString() };
  });
  if (flags.json) printJson({ purged, before });
  else print(`${purged === 1 ? '1 record' : `${purged} records`} from before ${before} removed.`);
  return 0;
}
