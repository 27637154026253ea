import { AuditSection } from '../../../src/config/sections/audit-section.js';
import type { AuditRecord } from '../../../src/services/audit/audit-record.js';
import { AuditTrail } from '../../../src/services/audit/audit-trail.js';
import { Auditor } from '../../../src/services/audit/auditor.js';
import { readRecords } from '../../../src/services/audit/read-records.js';
import { secretMask } from '../../../src/services/logging/secret-mask.js';
import { AuditRecords } from '../../../src/storage/audit-records.js';
import type { AuditStore } from '../../../src/storage/audit-store.js';
import type { Storage } from '../../../src/storage/storage.js';

export interface AuditOptions {
  audit?: Partial<AuditSection>;
  now?: () => number;
  /** Opens what is written to. Default: the storage's own record. */
  open?: (records: AuditRecords) => Promise<AuditStore>;
}

/** An auditor over a storage, and what it says. */
export function openAudit(storage: Storage, { audit, now, open }: AuditOptions = {}) {
  const lines: string[] = [];
  const line = (message: string) => void lines.push(message);
  const records = new AuditRecords(storage);
  const trail = new AuditTrail(Object.assign(new AuditSection(), audit), {
    open: async () => (open === undefined ? records : open(records)),
    log: { debug: line, info: line, warn: line, error: line },
    ...(now === undefined ? {} : { now }),
  });
  return { trail, auditor: new Auditor(trail, secretMask(['a-secret-of-azure'])), records, lines };
}

export async function allRecords(store: AuditStore): Promise<AuditRecord[]> {
  const all: AuditRecord[] = [];
  for await (const page of readRecords(store, { where: {} })) all.push(...page);
  return all;
}
