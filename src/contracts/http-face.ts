import type { Logger } from '../plugin-api/logger.js';
import type { Authenticate } from './authenticate.js';
import type { HttpRoute } from './http-route.js';

/** What a host brings along for when it is served over HTTP. */
export interface HttpFace {
  /** Absent where clients need not say who they are. */
  authenticate?: Authenticate;
  /** What is answered beside MCP. */
  routes: readonly HttpRoute[];
  log: Logger;
  /** Throws while the server can't do its work, such as without its database. */
  checkReady(): Promise<void>;
}
