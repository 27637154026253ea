import type { RequestRecord } from '../../contracts/request-record.js';
import type { OutgoingRequest } from '../openai/outgoing-request.js';
import { TransportFailure } from '../openai/transport-failure.js';
import type { HeldRequest } from './held-request.js';

/** What becomes of a hold: given back, or booked. */
export type Outcome = 'unsent' | { cost: bigint | null; basis: RequestRecord['basis'] };

/** How a request ended, in money. What was sent and whose fate is unknown costs what was held for it. */
export function outcomeOf(request: OutgoingRequest, { amount, mayBeSent }: HeldRequest): Outcome {
  const { status, failure, costNanoUsd, basis } = request;
  if (request.tries === 0) return 'unsent';
  if (status >= 400) return { cost: 0n, basis };
  const neverLeft = failure instanceof TransportFailure && !failure.sent;
  if (!mayBeSent || neverLeft) return 'unsent';
  return costNanoUsd === null && amount !== undefined && amount > 0n
    ? { cost: amount, basis: 'held' }
    : { cost: costNanoUsd, basis };
}
