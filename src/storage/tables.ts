import type { AlertDeliveryTable } from './alert-deliveries.js';
import type { LedgerTables } from './ledger-tables.js';

/** Every table, as queries through Kysely see it. A store adds its own here. */
export interface Tables extends LedgerTables {
  alert_delivery: AlertDeliveryTable;
}
