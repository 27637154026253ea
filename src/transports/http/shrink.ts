import type { IncomingMessage, ServerResponse } from 'node:http';
import compression from 'compression';

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Below this, compressing takes longer than sending. */
const LEAST_BYTES = 4096;
/** Half of the time of the usual level, for a tenth more bytes. */
const LEVEL = 3;

const compress = compression({ threshold: LEAST_BYTES, level: LEVEL }) as unknown as Middleware;

/** Has a long answer compressed for clients that take it; streams go out as they come. */
export function shrink(request: IncomingMessage, response: ServerResponse): void {
  if (request.headers['accept-encoding'] !== undefined) compress(request, response, () => {});
}
