import { OwnedStore } from '../../storage/owned-store.js';
import type { OwnedTable } from '../../storage/owned-tables.js';
import type { Storage } from '../../storage/storage.js';
import { fitsPattern } from '../name-pattern.js';

/** Under this kind are marks of work whose answer has not been seen yet. */
export const MARKS = 'marks';

const HOUR_MS = 3_600_000;
/** The provider keeps answers, which every request may leave, for 30 days. */
const ANSWERS_KEPT_MS = 35 * 24 * HOUR_MS;

/** Whose what lies at the provider is. */
export class OwnedObjects {
  private sweptAt = 0;

  /** @param shared patterns of the ids of what everybody may use, as long as it is nobody's. */
  constructor(
    private readonly storage: () => Promise<Storage>,
    private readonly shared: readonly string[],
  ) {}

  /** Whether anything that is nobody's may be used. */
  get hasShared(): boolean {
    return this.shared.length > 0;
  }

  /** Makes them an owner's, as far as they are nobody's. */
  async add(things: Iterable<Pick<OwnedTable, 'id' | 'kind'>>, owner: string): Promise<void> {
    const at = Date.now();
    const rows = [...things].map(({ id, kind }) => ({ id, kind, owner, at }));
    if (rows.length === 0) return;
    const store = await this.store();
    await store.add(rows);
    if (at - this.sweptAt < HOUR_MS) return;
    this.sweptAt = at;
    await store.forgetOld('responses', at - ANSWERS_KEPT_MS);
  }

  /** Those of the ids that an owner may use. `changes`: and change, which nobody may do with what is shared. */
  async usable(ids: readonly string[], owner: string, changes = false): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const owners = await (await this.store()).ownersOf(ids);
    return new Set(
      ids.filter((id) => (owners.has(id) ? owners.get(id) === owner : !changes && this.isShared(id))),
    );
  }

  async idsOf(owner: string, kind: string): Promise<Set<string>> {
    return (await this.store()).idsOf(owner, kind);
  }

  async ownersOf(ids: readonly string[]): Promise<Map<string, string>> {
    return (await this.store()).ownersOf(ids);
  }

  async forget(...ids: string[]): Promise<void> {
    await (await this.store()).forget(ids);
  }

  /** Refuses where it could not be put down whose something is. @throws StorageError */
  async ready(): Promise<void> {
    await this.storage();
  }

  private isShared(id: string): boolean {
    return this.shared.some((pattern) => fitsPattern(id, pattern));
  }

  private async store(): Promise<OwnedStore> {
    return new OwnedStore((await this.storage()).db);
  }
}
