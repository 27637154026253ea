import type { RunningCall } from './running-call.js';

/** Whose everything is that clients on this machine, which act for its one user, leave behind. */
export const LOCAL = 'local';

/** Of clients that had to say who they are. */
const KNOWN = 'access:';

/**
 * Whose what a call leaves behind is: jobs, collections, assistants, threads, uploads, files. Nobody else sees it. What a client says of
 * itself never makes it one that had to prove who it is.
 */
export const ownerOf = ({
  isLocal,
  client,
  access,
  owner,
}: Pick<RunningCall, 'isLocal' | 'client' | 'access' | 'owner'>): string =>
  owner ?? (isLocal ? LOCAL : access === undefined ? `client:${client.name}` : `${KNOWN}${access.name}`);

/** Whether an owner sees of the project at OpenAI, and of this machine, only what is its own. */
export const isApart = (owner: string): boolean => owner.startsWith(KNOWN);

/** The name of an owner that had to say who it is; undefined for any other. */
export const nameOfOwner = (owner: string): string | undefined =>
  isApart(owner) ? owner.slice(KNOWN.length) : undefined;
