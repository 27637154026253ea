import type { OutgoingRequest } from '../openai/outgoing-request.js';

/** Work that outlives its request has ended after this, ms: a day for the work, and a day for whoever asks about it. */
export const OUTLIVING_HOLD_MS = 48 * 3_600_000;

/**
 * Whether what a request starts goes on when it has ended: a batch, or a response in the background. Its hold lasts as long, and the
 * step `batches` settles it.
 */
export const outlives = ({
  method,
  endpoint,
  body,
}: Pick<OutgoingRequest, 'method' | 'endpoint' | 'body'>): boolean =>
  method === 'POST' &&
  (endpoint === '/batches' || (endpoint === '/responses' && body.get('background') === true));
