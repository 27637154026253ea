import type { OutgoingRequest } from '../openai/outgoing-request.js';

const TRAINING = '/fine_tuning/jobs';

/** Work that outlives its request has ended after this, ms: a day for the work, and a day for whoever asks about it. */
export const OUTLIVING_HOLD_MS = 48 * 3_600_000;

/** A fine-tuning job may wait for days, and be paused. */
export const TRAINING_HOLD_MS = 14 * 24 * 3_600_000;

export const holdMsOf = ({ endpoint }: Pick<OutgoingRequest, 'endpoint'>): number =>
  endpoint === TRAINING ? TRAINING_HOLD_MS : OUTLIVING_HOLD_MS;

/**
 * Whether what a request starts goes on when it has ended: a batch, a fine-tuning job, or a response in the background. Its hold lasts as long, and the
 * step `batches` settles it.
 */
export const outlives = ({
  method,
  endpoint,
  body,
}: Pick<OutgoingRequest, 'method' | 'endpoint' | 'body'>): boolean =>
  method === 'POST' &&
  (endpoint === '/batches' ||
    endpoint === TRAINING ||
    (endpoint === '/responses' && body.get('background') === true));
