import { randomUUID } from 'node:crypto';
import type { Logger } from '../../plugin-api/logger.js';
import type { PaceRows } from '../../storage/pace-rows.js';

/** A server without a sign of life for so long has lost the seats of its calls. */
const LEASE_MS = 60_000;

/** Until when each seat is taken, by its id. */
type Seats = Record<string, number>;

export interface CallSeatsParts {
  rows: () => Promise<PaceRows>;
  log: Logger;
}

/** How many calls each client has under way, on all servers together; while the database fails, on this one. */
export class CallSeats {
  /** Of this process, by client. */
  private readonly own = new Map<string, Set<string>>();
  private readonly leaving = new Set<Promise<unknown>>();
  private renewing: NodeJS.Timeout | undefined;
  private isAway = false;

  constructor(private readonly parts: CallSeatsParts) {}

  /** Takes a seat. @returns what gives it back; undefined where there is none. */
  async take(client: string, most: number): Promise<(() => void) | undefined> {
    const id = randomUUID();
    const isFree = await this.change(client, (seats, now) => {
      if (Object.keys(seats).length >= most) return false;
      seats[id] = now + LEASE_MS;
      return true;
    });
    // Only now: others of this client may have come or gone meanwhile.
    const own = this.own.get(client) ?? new Set();
    if (!(isFree ?? own.size < most)) return undefined;
    own.add(id);
    this.own.set(client, own);
    this.renewing ??= setInterval(() => void this.renew(), LEASE_MS / 3).unref();
    return () => this.giveBack(client, id);
  }

  /** Resolves when what was given back is on record. */
  async stop(): Promise<void> {
    clearInterval(this.renewing);
    await Promise.all(this.leaving);
  }

  private giveBack(client: string, id: string): void {
    const own = this.own.get(client);
    if (!own?.delete(id)) return;
    if (own.size === 0) this.own.delete(client);
    if (this.own.size === 0) {
      clearInterval(this.renewing);
      this.renewing = undefined;
    }
    const leaving = this.change(client, (seats) => delete seats[id]);
    this.leaving.add(leaving);
    void leaving.then(() => this.leaving.delete(leaving));
  }

  private async renew(): Promise<void> {
    for (const [client, ids] of this.own) {
      await this.change(client, (seats, now) => {
        for (const id of ids) seats[id] = now + LEASE_MS;
      });
    }
  }

  /** Undefined where the database can't be used. */
  private async change<T>(client: string, work: (seats: Seats, now: number) => T): Promise<T | undefined> {
    try {
      const rows = await this.parts.rows();
      const value = await rows.change(`client ${client} seats`, (text, now) => {
        const taken = Object.entries(text === undefined ? {} : (JSON.parse(text) as Seats));
        const seats = Object.fromEntries(taken.filter(([, until]) => until > now));
        const made = work(seats, now);
        return { text: JSON.stringify(seats), value: made };
      });
      this.isAway = false;
      return value;
    } catch (error) {
      if (!this.isAway)
        this.parts.log.warn('Calls of clients are counted by this server alone, because the storage failed', {
          error: error instanceof Error ? error.message : String(error),
        });
      this.isAway = true;
      return undefined;
    }
  }
}
