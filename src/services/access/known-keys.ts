import { hash } from 'node:crypto';

/** What a key is known by on record; nothing of it can be read off that. */
export const accountOfKey = (key: string): string => `key:${hash('sha256', key, 'hex').slice(0, 32)}`;

/** The OpenAI keys of clients that this process has known since it started: work goes on with the key that it was begun with. */
export class KnownKeys {
  private readonly keys = new Map<string, string>();

  add(keys: Iterable<string>): void {
    for (const key of keys) this.keys.set(accountOfKey(key), key);
  }

  find(account: string): string | undefined {
    return this.keys.get(account);
  }

  /** All of them. */
  get all(): string[] {
    return [...this.keys.values()];
  }
}
