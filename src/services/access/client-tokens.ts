import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ClientEntry } from '../../config/sections/client-entry.js';

const PREFIX = 'omh_';
/** What a token of this server's looks like: 32 random bytes. */
const TOKEN = /^omh_[A-Za-z0-9_-]{43}$/;
const DAY_MS = 86_400_000;

/** A new token. It has so much of chance in it that its bare hash can't be turned back. */
export const newToken = (): string => PREFIX + randomBytes(32).toString('base64url');

export const isClientToken = (text: string): boolean => text.startsWith(PREFIX);

/** How a token stands in the config. */
export const hashOfToken = (token: string): string =>
  `sha256:${createHash('sha256').update(token).digest('hex')}`;

interface Known {
  hash: Buffer;
  client: ClientEntry;
  /** ms since 1970. */
  endsAt: number;
}

/** The tokens of a config's clients. */
export class ClientTokens {
  private readonly known: readonly Known[];

  constructor(clients: readonly ClientEntry[]) {
    this.known = clients.flatMap((client) =>
      client.tokens.map(({ hash, expires }) => ({
        hash: Buffer.from(hash),
        client,
        endsAt: expires === undefined ? Number.POSITIVE_INFINITY : endOf(expires),
      })),
    );
  }

  /** Whose token it is. All are compared, so that the time it takes says nothing of which came close. */
  find(token: string, now: number): ClientEntry | 'expired' | undefined {
    if (!TOKEN.test(token)) return undefined;
    const hash = Buffer.from(hashOfToken(token));
    let found: Known | undefined;
    for (const each of this.known) if (timingSafeEqual(each.hash, hash)) found = each;
    if (found === undefined) return undefined;
    return found.endsAt > now ? found.client : 'expired';
  }
}

/** A day counts to its end. */
const endOf = (expires: string): number => Date.parse(expires) + (expires.includes('T') ? 0 : DAY_MS);
