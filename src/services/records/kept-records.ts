import { currentCall } from '../../contracts/current-call.js';
import { ownerOf } from '../../contracts/owner-of.js';
import { RunningCall } from '../../contracts/running-call.js';
import { type Kept, Records } from '../../plugin-api/records.js';
import type { ToolCall } from '../../plugin-api/tool-call.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import type { RecordRow, RecordShelf, RecordStore } from '../../storage/record-store.js';

const MAX_BYTES = 1_000_000;
const ID = /^[\w\-.:/@]{1,200}$/;
/** Behind every character that an id may have. */
const BEHIND_ALL = '~';

/** The records of one plugin. */
export class KeptRecords extends Records {
  constructor(
    private readonly plugin: string,
    private readonly store: () => Promise<RecordStore>,
    /** ms since 1970. */
    private readonly now: () => number,
  ) {
    super();
  }

  async get<T>(kind: string, id: string, call: ToolCall): Promise<Kept<T> | undefined> {
    const shelf = this.shelf(kind, call);
    if (!ID.test(id)) return undefined;
    const row = await (await this.store()).find(shelf, id);
    return row && keptOf<T>(row);
  }

  async put<T>(
    kind: string,
    id: string,
    value: T,
    call: ToolCall,
    { version }: { version?: number } = {},
  ): Promise<Kept<T>> {
    const shelf = this.shelf(kind, call);
    if (!ID.test(id)) throw new Error(`${JSON.stringify(id)} can't be the id of a record.`);
    const json = jsonOf(kind, value);
    const store = await this.store();
    const at = this.now();
    if (version === undefined) return keptOf<T>(await store.put(shelf, id, json, at));
    const row =
      version === 0
        ? await store.add(shelf, id, json, at)
        : await store.replace(shelf, id, json, version, at);
    if (row === undefined) throw changed(kind, id);
    return keptOf<T>(row);
  }

  async delete(kind: string, id: string, call: ToolCall): Promise<boolean> {
    const shelf = this.shelf(kind, call);
    return ID.test(id) && (await this.store()).remove(shelf, id);
  }

  async list<T>(
    kind: string,
    call: ToolCall,
    { prefix = '', after, limit }: { prefix?: string; after?: string; limit: number },
  ): Promise<Kept<T>[]> {
    const shelf = this.shelf(kind, call);
    if ([prefix, after ?? ''].some((each) => each !== '' && !ID.test(each))) return [];
    const rows = await (await this.store()).list(shelf, {
      ...(prefix !== '' && { from: prefix, before: `${prefix}${BEHIND_ALL}` }),
      ...(after !== undefined && { after }),
      limit,
    });
    return rows.map((row) => keptOf<T>(row));
  }

  private shelf(kind: string, call: ToolCall): RecordShelf {
    const running = call instanceof RunningCall ? call : currentCall.getStore();
    if (running === undefined) throw new Error('Records belong to whose call it is, and no call runs.');
    if (!ID.test(kind)) throw new Error(`${JSON.stringify(kind)} can't be a kind of records.`);
    return { plugin: this.plugin, owner: ownerOf(running), kind };
  }
}

function jsonOf(kind: string, value: unknown): string {
  const json = JSON.stringify(value);
  if (json === undefined) throw new Error('JSON has no form for this value.');
  const bytes = Buffer.byteLength(json);
  if (bytes <= MAX_BYTES) return json;
  throw new ToolError(
    'RECORD_TOO_LARGE',
    `A record of the kind ${kind} has ${bytes} bytes, and ${MAX_BYTES} is the most that is kept.`,
    'Give less at once.',
  );
}

const keptOf = <T>({ id, value, version, created_at, updated_at }: RecordRow): Kept<T> => ({
  id,
  value: JSON.parse(value) as T,
  version,
  createdAt: new Date(created_at).toISOString(),
  updatedAt: new Date(updated_at).toISOString(),
});

const changed = (kind: string, id: string) =>
  new ToolError(
    'RECORD_CHANGED',
    `The ${kind} ${id} was changed by another call in the meantime.`,
    'Read it again, and repeat the change if it is still wanted.',
  );
