import type { LoadedConfig } from '../config/load-config.js';
import type { AuditStore } from '../storage/audit-store.js';
import { type ConfigFlags, readConfig } from './read-config.js';

export interface AuditFlags extends ConfigFlags {
  json?: boolean;
}

/** Lends out the audit record of a config. */
export async function withAudit<T>(
  flags: AuditFlags,
  use: (records: AuditStore, loaded: LoadedConfig) => Promise<T>,
): Promise<T> {
  const loaded = await readConfig(flags);
  const [{ openStorage }, { storagePlaceOf }, { AuditRecords }] = await Promise.all([
    import('../storage/open-storage.js'),
    import('../services/storage-place.js'),
    import('../storage/audit-records.js'),
  ]);
  const storage = await openStorage(storagePlaceOf(loaded));
  try {
    return await use(new AuditRecords(storage), loaded);
  } finally {
    await storage.close();
  }
}
