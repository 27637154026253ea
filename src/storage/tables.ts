import type { AlertDeliveryTable } from './alert-deliveries.js';
import type { AuditTables } from './audit-tables.js';
import type { BatchTables } from './batch-tables.js';
import type { CacheTables } from './cache-tables.js';
import type { CollectionTables } from './collections/collection-tables.js';
import type { HeldAnswerTables } from './held-answer-table.js';
import type { JobTables } from './job-tables.js';
import type { LedgerTables } from './ledger-tables.js';
import type { OwnedTables } from './owned-tables.js';
import type { PaceTables } from './pace-tables.js';
import type { RecordTables } from './record-tables.js';
import type { ReplicaTables } from './replica-tables.js';
import type { TuningTables } from './tuning-tables.js';

/** Every table, as queries through Kysely see it. A store adds its own here. */
export type Tables = LedgerTables & { alert_delivery: AlertDeliveryTable } & PaceTables &
  CacheTables &
  AuditTables &
  BatchTables &
  JobTables &
  HeldAnswerTables &
  RecordTables &
  ReplicaTables &
  CollectionTables &
  OwnedTables &
  TuningTables;
