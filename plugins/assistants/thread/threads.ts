import {
  type Kept,
  type Leased,
  LeasedRecord,
  Records,
  Service,
  type ToolCall,
  ToolError,
} from 'openai-mcp-host/plugin';
import { newId } from '../new-id.js';
import type { Thread } from './thread.js';

const KIND = 'thread';
const LEASE_MS = 60_000;

/** The threads of whose call it is. */
@Service()
export class Threads {
  constructor(private readonly records: Records) {}

  create(facts: Pick<Thread, 'assistant' | 'title'>, call: ToolCall): Promise<Kept<Thread>> {
    const thread: Thread = { ...facts, count: 0, pending: [] };
    return this.records.put(KIND, newId('thread'), thread, call, { version: 0 });
  }

  /** False: there is one of this id already. */
  async adopt(id: string, thread: Thread, call: ToolCall): Promise<boolean> {
    try {
      await this.records.put(KIND, id, thread, call, { version: 0 });
      return true;
    } catch (error) {
      if (isChanged(error)) return false;
      throw error;
    }
  }

  find(id: string, call: ToolCall): Promise<Kept<Thread> | undefined> {
    return this.records.get<Thread>(KIND, id, call);
  }

  /** @throws ToolError `THREAD_NOT_FOUND`. */
  async get(id: string, call: ToolCall): Promise<Kept<Thread>> {
    const found = await this.find(id, call);
    if (found === undefined) throw notFound(id);
    return found;
  }

  list(after: string | undefined, limit: number, call: ToolCall): Promise<Kept<Thread>[]> {
    return this.records.list(KIND, call, { limit, ...(after !== undefined && { after }) });
  }

  delete(id: string, call: ToolCall): Promise<boolean> {
    return this.records.delete(KIND, id, call);
  }

  /**
   * Does work in a thread while nobody else does, on any server of this database. A server that dies lets go of it within a minute.
   *
   * @throws ToolError `THREAD_NOT_FOUND`, `THREAD_BUSY`.
   */
  async hold<T>(id: string, call: ToolCall, work: (thread: LeasedRecord<Thread>) => Promise<T>): Promise<T> {
    const found: Kept<Leased<Thread>> = await this.get(id, call);
    const value = { ...found.value, isUnsettled: true };
    const held = await LeasedRecord.take(this.records, KIND, { id, found, value, leaseMs: LEASE_MS }, call);
    if (held === undefined) throw busy(id, LeasedRecord.heldUntil(found) ?? Date.now() + LEASE_MS);
    try {
      return await work(held);
    } finally {
      await held.release();
    }
  }
}

const isChanged = (error: unknown) => ToolError.is(error) && error.code === 'RECORD_CHANGED';

const notFound = (id: string) =>
  new ToolError(
    'THREAD_NOT_FOUND',
    `There is no thread ${id.slice(0, 80)}.`,
    'list-messages without a thread_id has them all; ask-assistant without one begins a new one.',
  );

const busy = (id: string, until: number) =>
  new ToolError(
    'THREAD_BUSY',
    `Another call is at work in ${id}; two at once would tear it.`,
    'Wait for its answer, or ask in another thread.',
    { retryAfterSeconds: Math.max(1, Math.min(10, Math.ceil((until - Date.now()) / 1000))) },
  );
