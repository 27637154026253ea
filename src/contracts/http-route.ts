import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Access } from './access.js';

/** Something that the HTTP server answers beside MCP. */
export interface HttpRoute {
  /** Exact, such as `/metrics`; or with all below it where it ends in `/*`. */
  path: string;
  methods: readonly string[];
  /** Who may ask: anybody; a client that is known; one that `isOperator`. The server checks this first. */
  for: 'anybody' | 'clients' | 'operators';
  handle(
    request: IncomingMessage,
    response: ServerResponse,
    access: Access | undefined,
  ): Promise<void> | void;
}
