import type { Logger } from '../plugin-api/logger.js';
import type { RestoreAccess } from './access.js';
import type { Authenticate } from './authenticate.js';
import type { HttpRoute } from './http-route.js';
import type { Replicas } from './replicas.js';

/** What a host brings along for when it is served, above all over HTTP. */
export interface HttpFace {
  /** Absent where clients need not say who they are. */
  authenticate?: Authenticate;
  /** Whether a name is that of a client that has to prove it: nobody else goes by it. */
  isProven(name: string): boolean;
  /** What a client that was let in may do by now; a client that is no more may do nothing. */
  accessNow: RestoreAccess;
  /** What is answered beside MCP. */
  routes: readonly HttpRoute[];
  log: Logger;
  /** Throws while the server can't do its work, such as without its database. */
  checkReady(): Promise<void>;
  /** What the servers of its deployment share. */
  replicas: Replicas;
}
