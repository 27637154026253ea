import type { IncomingMessage } from 'node:http';
import type { Access } from '../../contracts/access.js';
import { AccessRefusal, type Authenticate } from '../../contracts/authenticate.js';
import type { HttpRoute } from '../../contracts/http-route.js';

const NOT_AN_OPERATOR = new AccessRefusal(403, {
  code: 'OPERATORS_ONLY',
  message: 'This is for operators alone.',
});

/**
 * Whether a request may have what a route answers, and who sends it.
 *
 * @param authenticate absent where clients need not say who they are.
 * @param isLocal whether only this machine can ask: then whoever asks runs the server.
 */
export async function admitClient(
  route: HttpRoute,
  request: IncomingMessage,
  authenticate: Authenticate | undefined,
  isLocal: boolean,
): Promise<Access | AccessRefusal | undefined> {
  if (route.for === 'anybody') return undefined;
  const access = await authenticate?.(request);
  if (route.for === 'clients' || access instanceof AccessRefusal) return access;
  const isOperator = authenticate === undefined ? isLocal : access?.isOperator === true;
  return isOperator ? access : NOT_AN_OPERATOR;
}
