import type { Migration } from './migration.js';
import { ledgerMigration } from './migrations/0001-ledger.js';
import { alertsMigration } from './migrations/0002-alerts.js';

/** All of them, in order. */
export const MIGRATIONS: readonly Migration[] = [ledgerMigration, alertsMigration];
