import type { StoppedRequest } from '../../../contracts/dry-run.js';
import { estimateRequest } from '../../estimates/estimate-request.js';
import type { OutgoingRequest } from '../outgoing-request.js';
import type { MakeStep, StepServices } from '../request-step.js';

/** Stops the request of a dry run that would cost something, or change something at OpenAI. */
export const dryRun: MakeStep = (services) => ({
  name: 'dry-run',
  send: async (request, next) => {
    const run = request.call?.dryRun;
    if (run === undefined) return next();
    if (request.isBilled) throw await run.stopBefore(estimated(request, services));
    if (!request.isQuestion)
      throw run.withhold(`It would send ${request.method} ${request.endpoint}, which is free.`);
    return next();
  },
});

async function estimated(request: OutgoingRequest, services: StepServices): Promise<StoppedRequest> {
  const { endpoint, model } = request;
  const { nanoUsd, inputTokens, outputTokens, unknown } = await estimateRequest(request, services);
  return { endpoint, model, inputTokens, outputTokens, nanoUsd, ...(unknown && { unknown }) };
}
