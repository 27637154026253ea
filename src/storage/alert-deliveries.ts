import type { Kysely } from 'kysely';
import type { Tables } from './tables.js';

/** How far the delivery of an alert is. */
export interface AlertDeliveryTable {
  alert_id: number;
  attempts: number;
  /** When the next attempt is due; while one is under way, when others may take it for failed. */
  due_at: number;
  state: 'waiting' | 'delivered' | 'given-up';
}

/** An alert on its way out. */
export interface AlertDelivery {
  id: number;
  attempts: number;
  recordedAt: number;
  spent: bigint;
  payload: string;
}

/** The alerts that are to be delivered, each by one process at a time. */
export class AlertDeliveries {
  constructor(private readonly db: Kysely<Tables>) {}

  /** Takes those that are due, and keeps others from them until `leaseUntil`. */
  async take(now: number, leaseUntil: number, most: number): Promise<AlertDelivery[]> {
    await this.admit(now);
    const due = await this.db
      .selectFrom('alert_delivery')
      .innerJoin('alert_outbox', 'alert_outbox.id', 'alert_delivery.alert_id')
      .select(['alert_id', 'attempts', 'due_at', 'recorded_at', 'spent', 'payload'])
      .where('state', '=', 'waiting')
      .where('due_at', '<=', now)
      .orderBy('alert_id')
      .limit(most)
      .execute();
    const taken: AlertDelivery[] = [];
    for (const { alert_id: id, due_at, attempts, recorded_at: recordedAt, spent, payload } of due) {
      const { numUpdatedRows } = await this.db
        .updateTable('alert_delivery')
        .set({ due_at: leaseUntil, attempts: attempts + 1 })
        .where('alert_id', '=', id)
        .where('due_at', '=', due_at)
        .where('state', '=', 'waiting')
        .executeTakeFirst();
      if (numUpdatedRows === 1n)
        taken.push({ id, attempts: attempts + 1, recordedAt, spent: BigInt(spent), payload });
    }
    return taken;
  }

  async finish(id: number, state: 'delivered' | 'given-up'): Promise<void> {
    await this.db.updateTable('alert_delivery').set({ state }).where('alert_id', '=', id).execute();
  }

  async postpone(id: number, dueAt: number): Promise<void> {
    await this.db.updateTable('alert_delivery').set({ due_at: dueAt }).where('alert_id', '=', id).execute();
  }

  /** Alerts that nobody has begun to deliver. */
  private async admit(now: number): Promise<void> {
    await this.db
      .insertInto('alert_delivery')
      .columns(['alert_id', 'attempts', 'due_at', 'state'])
      .expression((query) =>
        query
          .selectFrom('alert_outbox')
          .leftJoin('alert_delivery as begun', 'begun.alert_id', 'alert_outbox.id')
          .where('begun.alert_id', 'is', null)
          .select((row) => [
            'alert_outbox.id',
            row.lit(0).as('attempts'),
            row.val(now).as('due_at'),
            row.val('waiting').as('state'),
          ]),
      )
      .onConflict((conflict) => conflict.column('alert_id').doNothing())
      .execute();
  }
}
