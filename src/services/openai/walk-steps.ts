import type { Logger } from '../../plugin-api/logger.js';
import type { HttpReply } from './http-fetch.js';
import type { OutgoingRequest } from './outgoing-request.js';
import type { RequestStep } from './request-step.js';

/** Takes a request through the steps: out from the first to the last, and back, once it has ended, through those it entered. */
export async function walkSteps(
  steps: readonly RequestStep[],
  request: OutgoingRequest,
  log: Logger,
): Promise<HttpReply> {
  const entered: RequestStep[] = [];
  let ending: Promise<void> | undefined;

  const goBack = async (failure: unknown): Promise<void> => {
    request.failure = failure;
    for (const step of entered.toReversed()) {
      try {
        await step.ended?.(request);
      } catch (error) {
        log.error(`The step ${step.name} of a request failed`, { error: String(error) });
      }
    }
    request.hasEnded = true;
  };
  const enter = (index: number): Promise<HttpReply> => {
    const step = steps[index];
    if (step === undefined) throw new Error('The last step must answer.');
    entered.push(step);
    const next = (branch?: OutgoingRequest) =>
      branch === undefined ? enter(index + 1) : walkSteps(steps.slice(index + 1), branch, log);
    return step.send ? step.send(request, next) : next();
  };

  // What is on record by then must not wait for the ledger: a reader that leaves a stream does not wait either.
  request.end = (failure) => {
    ending ??= goBack(failure).then(() => request.afterwards);
    return ending;
  };
  try {
    return await enter(0);
  } catch (failure) {
    await request.end(failure);
    throw failure;
  }
}
