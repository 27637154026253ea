import type { PaceSummary, QueueState } from '../../contracts/operations-data.js';
import type { AccountPaces } from '../pace/account-paces.js';

const MOST_QUEUES = 50;

/** How requests wait: the longest queues first, without those that nothing limits. */
export function paceSummary(states: AccountPaces['states']): PaceSummary {
  const queues = states.flatMap(({ account, lanes }) =>
    lanes.map(
      ({ name, waiting, heldForMs, rates }): QueueState => ({
        ...{ account, model: name, waiting, heldForMs },
        requestsPerMinute: rates.requests ?? null,
        tokensPerMinute: rates.tokens ?? null,
      }),
    ),
  );
  return {
    queues: queues
      .filter(({ waiting, heldForMs, requestsPerMinute, tokensPerMinute }) =>
        Boolean(waiting || heldForMs || requestsPerMinute !== null || tokensPerMinute !== null),
      )
      .sort((one, other) => other.waiting - one.waiting)
      .slice(0, MOST_QUEUES),
    circuits: states
      .filter(({ heldForMs }) => heldForMs > 0)
      .map(({ account, heldForMs }) => ({ account, heldForMs })),
  };
}
