import { Contract } from './contract.js';
import type { ToolCall } from './tool-call.js';

/** What is kept under an id. */
export interface Kept<T> {
  id: string;
  value: T;
  /** Grows with each change; for {@link Records.put}. */
  version: number;
  /** ISO 8601. */
  createdAt: string;
  /** ISO 8601. */
  updatedAt: string;
}

/**
 * What a plugin keeps: JSON by kind and id, in the host's database. It survives restarts, and every server on that database sees
 * the same. A plugin has only its own, and of those only what belongs to whose call it is: another client's records are not there.
 */
@Contract('Records')
export abstract class Records {
  /** One record; undefined where there is none. */
  abstract get<T>(kind: string, id: string, call: ToolCall): Promise<Kept<T> | undefined>;

  /**
   * Keeps a value, in place of what was kept under its id.
   *
   * @param kind what it is, such as `trip`.
   * @param id 1 to 200 letters, digits and `_ - . : / @`.
   * @param value anything that JSON can hold, 1 MB at most.
   * @param options `version`: that of the record that the value was made from, so that nothing written meanwhile is lost; 0 where
   *   there must be none yet. Left out: whatever is there is replaced.
   * @throws ToolError `RECORD_CHANGED` where the version is another by now; `RECORD_TOO_LARGE`. Error for a kind or an id that is none.
   */
  abstract put<T>(
    kind: string,
    id: string,
    value: T,
    call: ToolCall,
    options?: { version?: number },
  ): Promise<Kept<T>>;

  /** Removes a record. False: there was none. */
  abstract delete(kind: string, id: string, call: ToolCall): Promise<boolean>;

  /**
   * Records of a kind, in the order of their ids (by code point).
   *
   * @param options `prefix`: only ids that begin so. `after`: only ids behind this one, for the next page. `limit`: how many at most.
   */
  abstract list<T>(
    kind: string,
    call: ToolCall,
    options: { prefix?: string; after?: string; limit: number },
  ): Promise<Kept<T>[]>;
}
