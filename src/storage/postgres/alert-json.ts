import type { Alert } from '../ledger.js';

/** An alert as the database's functions give it: bigints are text. */
export type AlertJson = Omit<Alert, 'at' | 'spent'> & { at: string; spent: string };

export const readAlerts = (alerts: readonly AlertJson[]): Alert[] =>
  alerts.map((alert) => ({ ...alert, at: BigInt(alert.at), spent: BigInt(alert.spent) }));
