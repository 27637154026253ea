import type { UsageEntry } from '../ledger.js';
import type { SqliteDatabase } from './sqlite-database.js';

export interface Booking {
  correction: boolean;
  countedAt: number;
  /** Nano-USD: what reports count, and what windows are charged with. */
  cost: bigint | null;
  charged: bigint;
}

/** False when this entry is booked already. */
export function book(db: SqliteDatabase, entry: UsageEntry, booking: Booking): boolean {
  const { client, plugin, tool, model, call } = entry.subject;
  const { changes } = db
    .statement(
      `INSERT INTO usage_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING`,
    )
    .run(
      ...[entry.id, Number(booking.correction), Math.max(entry.at, booking.countedAt), booking.countedAt],
      ...[client, plugin, tool, model, call],
      ...[entry.endpoint, entry.requestedModel, entry.serviceTier],
      ...[entry.inputTokens, entry.cachedInputTokens, entry.outputTokens, entry.reasoningTokens],
      ...[
        booking.cost,
        booking.charged,
        entry.basis,
        entry.status,
        Math.round(entry.upstreamMs),
        entry.requestId,
      ],
    );
  return Number(changes) > 0;
}
