import { markOf } from '../batches/batch-mark.js';
import { MARKS, type OwnedObjects } from './owned-objects.js';
import { toldObjects } from './told-objects.js';

type Json = Record<string, unknown>;

/** One page of a list, as the provider gave it. */
export interface RawPage {
  data: Json[];
  has_more?: boolean;
}

/** What one page of everybody's is enough for, at most. */
const PAGE = 100;
/** So many pages are looked through for one answer. */
const MOST_PAGES = 200;

export interface ListWish {
  kind: string;
  /** The client's, undefined where it leaves it to the provider. */
  limit: number | undefined;
  after: string | undefined;
}

/** What of a list is an owner's: page after page of the project's, until there is as much as was asked for. */
export async function ownPage(
  { kind, limit, after }: ListWish,
  owner: string,
  objects: OwnedObjects,
  next: (page: { limit: number; after: string | undefined }) => Promise<RawPage>,
): Promise<Json> {
  const own = await objects.idsOf(owner, kind);
  const marks = await objects.idsOf(owner, MARKS);
  const most = limit ?? (kind === 'files' ? 10_000 : 20);
  const data: Json[] = [];
  let has_more = false;
  let from = after;
  // Where all that could be in it has been found, the rest need not be looked through.
  const isFound = () => !objects.hasShared && marks.size === 0 && own.size === 0;
  for (let pages = 0; pages < MOST_PAGES && !isFound(); pages++) {
    const page = await next({ limit: PAGE, after: from });
    const ids = page.data.map(idOf);
    if (marks.size > 0) await claimMarked(page.data, marks, kind, owner, objects);
    const usable = await objects.usable(ids, owner);
    const found = page.data.filter((each) => usable.has(idOf(each)));
    for (const id of ids) own.delete(id);
    data.push(...found);
    has_more = page.has_more === true && !isFound();
    if (data.length > most || !has_more || ids.length === 0) break;
    from = ids.at(-1);
  }
  const shown = data.slice(0, most);
  await objects.add(toldObjects({ data: shown }), owner);
  return {
    object: 'list',
    data: shown,
    first_id: shown[0]?.id ?? null,
    last_id: shown.at(-1)?.id ?? null,
    has_more: data.length > most || (has_more && shown.length > 0),
  };
}

const idOf = ({ id }: Json): string => String(id);

/** What was begun and whose answer was lost is known by its mark. */
async function claimMarked(
  data: readonly Json[],
  marks: Set<string>,
  kind: string,
  owner: string,
  objects: OwnedObjects,
): Promise<void> {
  for (const thing of data) {
    const mark = markOf(thing);
    if (mark === undefined || !marks.has(mark)) continue;
    await objects.add([{ id: idOf(thing), kind }], owner);
    await objects.forget(mark);
    marks.delete(mark);
  }
}
