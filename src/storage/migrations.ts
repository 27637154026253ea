import type { Migration } from './migration.js';
import { ledgerMigration } from './migrations/0001-ledger.js';
import { alertsMigration } from './migrations/0002-alerts.js';
import { paceMigration } from './migrations/0003-pace.js';
import { cacheMigration } from './migrations/0004-cache.js';
import { auditMigration } from './migrations/0005-audit.js';
import { batchesMigration } from './migrations/0006-batches.js';
import { jobsMigration } from './migrations/0007-jobs.js';
import { collectionsMigration } from './migrations/0008-collections.js';
import { recordsMigration } from './migrations/0009-records.js';
import { jobLeasesMigration } from './migrations/0010-job-leases.js';
import { tuningMigration } from './migrations/0011-tuning.js';
import { ownershipMigration } from './migrations/0013-ownership.js';
import { replicasMigration } from './migrations/0014-replicas.js';
import { jobAccountsMigration } from './migrations/0015-job-accounts.js';
import { heldAnswersMigration } from './migrations/0016-held-answers.js';

/** All of them, in order. */
export const MIGRATIONS: readonly Migration[] = [
  ledgerMigration,
  alertsMigration,
  paceMigration,
  cacheMigration,
  auditMigration,
  batchesMigration,
  jobsMigration,
  collectionsMigration,
  recordsMigration,
  jobLeasesMigration,
  tuningMigration,
  ownershipMigration,
  replicasMigration,
  jobAccountsMigration,
  heldAnswersMigration,
];
