import { createHash } from 'node:crypto';
import { actingOwner } from '../../contracts/acting-owner.js';
import { nameOfOwner } from '../../contracts/owner-of.js';
import { fileStem } from './file-stem.js';

/** The folder with the shelves of all clients that had to say who they are. */
export const SHELVES = 'clients';

/**
 * Where an owner's files lie, below the folder of produced files, or as the beginning of their keys: `clients/team-a-5f3c…`, without a slash
 * at its end. Of this machine's user, and of whoever needs not say who it is, it is empty.
 */
export function shelfOf(owner: string): string {
  const name = nameOfOwner(owner);
  if (name === undefined) return '';
  // Names that look alike, or differ in what no file name takes, are apart by the hash.
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 16);
  return `${SHELVES}/${fileStem(name).slice(0, 40)}-${hash}`;
}

/** That of whoever the current code works for; what the house makes on nobody's behalf is the local user's. */
export const currentShelf = (): string => shelfOf(actingOwner() ?? '');
