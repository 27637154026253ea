import type { RunningCall } from './running-call.js';

/** Whose everything is that clients on this machine, which act for its one user, leave behind. */
const LOCAL = 'local';

/** Whose what a call leaves behind is: jobs, collections, assistants, threads, uploads. Nobody else sees it. */
export const ownerOf = ({ isLocal, client }: Pick<RunningCall, 'isLocal' | 'client'>): string =>
  isLocal ? LOCAL : `client:${client.name}`;
