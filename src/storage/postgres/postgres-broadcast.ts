import { randomUUID } from 'node:crypto';
import { setTimeout as pauseFor } from 'node:timers/promises';
import type { Client } from 'pg';
import { type Broadcast, LONGEST_MESSAGE } from '../broadcast.js';
import { BroadcastListeners } from '../broadcast-listeners.js';
import { partsOf, ReceivedParts } from './notification-parts.js';
import type { PostgresPool } from './postgres-pool.js';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;
/** A connection that is gone without a word, as behind a firewall, is found out within about two of these. */
const LOOK_MS = 10_000;
const LONGEST_GOODBYE_MS = 1000;

/** Databases may hold the tables of several deployments, each in a schema of its own. */
const CHANNEL = "SELECT 'openai_mcp_host_' || md5(current_schema()) AS channel";

/**
 * Over PostgreSQL's LISTEN and NOTIFY. It listens on a connection of its own, from the first call of `listen`, and comes back by itself when that
 * breaks.
 */
export class PostgresBroadcast implements Broadcast {
  readonly self = randomUUID();
  private readonly listeners = new BroadcastListeners();
  private readonly parts = new ReceivedParts();
  private listening: Promise<void> | undefined;
  private client: Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isClosed = false;

  /** @param connect gives an open connection of its own. */
  constructor(
    private readonly pool: PostgresPool,
    private readonly connect: () => Promise<Client>,
  ) {}

  async publish(topic: string, message: string): Promise<void> {
    if (message.length > LONGEST_MESSAGE) throw new RangeError(`A message of ${message.length} characters.`);
    await this.pool.repeatable(
      'broadcast',
      `SELECT pg_notify(channel, part) FROM (${CHANNEL}) own, unnest($1::text[]) part`,
      [partsOf(this.self, topic, message)],
    );
  }

  subscribe(topic: string, listener: (message: string) => void): () => void {
    return this.listeners.subscribe(topic, listener);
  }

  onGap(listener: () => void): () => void {
    return this.listeners.onGap(listener);
  }

  listen(): Promise<void> {
    this.listening ??= this.open(FIRST_PAUSE_MS, false);
    return this.listening;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    const ended = this.client?.end().catch(ignore);
    // One that nobody answers any more ends with the process.
    await Promise.race([ended, pauseFor(LONGEST_GOODBYE_MS, undefined, { ref: false })]);
  }

  /** Tries until it is there, or nobody wants it any more. */
  private async open(pause: number, isAgain: boolean): Promise<void> {
    if (this.isClosed) return;
    try {
      await this.begin();
      if (isAgain) this.listeners.tellGap();
    } catch {
      await new Promise<void>((resolve) => {
        this.timer = setTimeout(resolve, pause * (0.5 + Math.random())).unref();
      });
      return this.open(Math.min(2 * pause, LONGEST_PAUSE_MS), isAgain);
    }
  }

  private async begin(): Promise<void> {
    const client = await this.connect();
    try {
      client.on('notification', ({ payload = '' }) => {
        const heard = this.parts.take(payload, this.self);
        if (heard !== undefined) this.listeners.tell(heard.topic, heard.message);
      });
      client.on('error', () => this.lose(client));
      client.on('end', () => this.lose(client));
      const { rows } = await client.query<{ channel: string }>(CHANNEL);
      await client.query(`LISTEN "${rows[0]!.channel}"`);
    } catch (error) {
      await client.end().catch(ignore);
      throw error;
    }
    this.client = client;
    if (this.isClosed) await client.end().catch(ignore);
    else this.look(client);
  }

  private look(client: Client): void {
    this.timer = setTimeout(() => {
      client.query('SELECT 1').then(
        () => {
          if (this.client === client && !this.isClosed) this.look(client);
        },
        () => this.lose(client),
      );
    }, LOOK_MS).unref();
  }

  private lose(client: Client): void {
    if (this.client !== client || this.isClosed) return;
    this.client = undefined;
    clearTimeout(this.timer);
    void client.end().catch(ignore);
    this.listening = this.open(FIRST_PAUSE_MS, true);
  }
}

const ignore = (): void => undefined;
