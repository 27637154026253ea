import type { RateWord, RateWords } from './rate-headers.js';
import type { Load } from './rates.js';

interface Room {
  /** When the server said so, ms since 1970. */
  at: number;
  limit: number;
  remaining: number;
  resetMs: number;
  /** What we had sent in all when the request went out that was answered so. */
  sentBefore: number;
}

type Kind = keyof Load;
const KINDS: readonly Kind[] = ['requests', 'tokens'];
const MINUTE_MS = 60_000;

/**
 * What the server itself says is left, which others who use the account take from, too. It comes back evenly until the
 * reset. What went out since the answered request did is counted as not yet known to the server.
 */
export class ServerRoom {
  private readonly rooms: Partial<Record<Kind, Room>> = {};
  private readonly sent: Load = { requests: 0, tokens: 0 };

  /** Counts what goes out; returns all that has gone out by then. */
  count(load: Load): Load {
    this.sent.requests += load.requests;
    this.sent.tokens += load.tokens;
    return { ...this.sent };
  }

  /** @param sentBefore what `count` returned for the request that was answered. */
  learn(words: RateWords, sentBefore: Load, now: number): void {
    for (const kind of KINDS) {
      const room = roomOf(words[kind], sentBefore[kind], now);
      const known = this.rooms[kind];
      if (room && (known === undefined || room.sentBefore >= known.sentBefore || isOver(known, now)))
        this.rooms[kind] = room;
    }
  }

  /** ms until there is room for so much. */
  waitFor(load: Load, now: number): number {
    return Math.max(...KINDS.map((kind) => this.waitForOne(kind, load[kind], now)));
  }

  private waitForOne(kind: Kind, wanted: number, now: number): number {
    const room = this.rooms[kind];
    if (room === undefined || isOver(room, now)) return 0;
    const { at, limit, remaining, resetMs, sentBefore } = room;
    const missing = Math.min(wanted, limit) + (this.sent[kind] - sentBefore) - remaining;
    if (missing <= 0) return 0;
    const share = Math.min(1, missing / Math.max(1, limit - remaining));
    return Math.max(0, at + share * resetMs - now);
  }
}

const isOver = ({ at, resetMs }: Room, now: number): boolean => now < at || now >= at + resetMs;

function roomOf(word: RateWord, sentBefore: number, now: number): Room | undefined {
  const { limit, remaining, resetMs } = word;
  // Without its limit, what remains is often an old figure.
  if (limit === undefined || remaining === undefined || remaining >= limit) return undefined;
  const evenly = ((limit - remaining) / limit) * MINUTE_MS;
  return { at: now, limit, remaining, resetMs: resetMs ?? evenly, sentBefore };
}
