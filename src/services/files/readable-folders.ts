import { actingOwner } from '../../contracts/acting-owner.js';
import { currentCall } from '../../contracts/current-call.js';
import { isApart, LOCAL } from '../../contracts/owner-of.js';
import type { FilePlaces } from './file-places.js';
import type { ProducedFiles } from './produced-files.js';
import { SHELVES, shelfOf } from './shelf.js';

/** What whoever the current code works for may read. */
export interface ReadableFolders {
  /** That of its produced files. */
  produced: string;
  /** What else may be read. */
  roots: readonly string[];
  /** What may not, although it lies in one of these. */
  closed?: string;
}

/** The config's folders are for its own machine's user; a client that had to say who it is has those that it was given. */
export function readableFolders(places: FilePlaces, files: ProducedFiles): ReadableFolders {
  const owner = actingOwner();
  const produced = files.folderOf(shelfOf(owner ?? ''));
  if (owner !== undefined && isApart(owner))
    return { produced, roots: currentCall.getStore()?.access?.roots ?? [] };
  const isHouse = owner === undefined || owner === LOCAL;
  return { produced, roots: places.roots, ...(!isHouse && { closed: files.folderOf(SHELVES) }) };
}
