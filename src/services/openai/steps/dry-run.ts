import type { DryRun, StoppedRequest } from '../../../contracts/dry-run.js';
import { StorageError } from '../../../storage/storage-error.js';
import { whoseSpending } from '../../costs/whose-spending.js';
import { estimateRequest } from '../../estimates/estimate-request.js';
import { answeredDry, withBegunItems } from '../dry-conversations.js';
import { askedOfUnsent, uploadedDry, withUnsent, withUnsentFiles } from '../dry-uploads.js';
import type { OutgoingRequest } from '../outgoing-request.js';
import { promptCount } from '../prompt-count.js';
import type { MakeStep, StepServices } from '../request-step.js';

/** Stops the request of a dry run that would cost something, or change something at OpenAI. */
export const dryRun: MakeStep = (services) => ({
  name: 'dry-run',
  send: async (request, next) => {
    const run = request.call?.dryRun;
    const ofUnsent = await askedOfUnsent(request, run);
    if (ofUnsent !== undefined) return ofUnsent;
    if (run === undefined) return next();
    const answered = (await answeredDry(request, run)) ?? (await uploadedDry(request, run, services));
    if (answered !== undefined) return answered;
    withBegunItems(request, run);
    if (request.isBilled) throw await run.stopBefore(estimated(request, run, services));
    if (!request.isQuestion)
      throw run.withhold(`It would send ${request.method} ${request.endpoint}, which is free.`);
    return next();
  },
});

async function estimated(
  request: OutgoingRequest,
  run: DryRun,
  services: StepServices,
): Promise<StoppedRequest> {
  const { endpoint, model } = request;
  await withUnsentFiles(request, run);
  const [estimate, usual] = await Promise.all([
    estimateRequest(request, withUnsent(services, run), promptCount(request, services)),
    usualOf(request, services),
  ]);
  const { nanoUsd, inputTokens, outputTokens, unknown, uncounted } = estimate;
  if (uncounted !== undefined) request.call?.note(uncounted);
  return {
    ...{ endpoint, model, inputTokens, outputTokens, nanoUsd },
    ...(unknown && { unknown }),
    ...(usual && { likelyNanoUsd: least(usual.nanoUsd, nanoUsd), likelyFrom: usual.requests }),
  };
}

/** Without the record of the past there is only the worst case. */
async function usualOf(
  { call, endpoint, requestedModel, model }: OutgoingRequest,
  { storage }: StepServices,
) {
  try {
    const { usualCost } = await import('../../reports/usual-cost.js');
    return await usualCost(
      await storage(),
      { tool: call!.tool, endpoint, model: model ?? requestedModel, client: whoseSpending() },
      Date.now(),
    );
  } catch (error) {
    if (error instanceof StorageError) return undefined;
    throw error;
  }
}

const least = (one: bigint, other: bigint | null): bigint => (other !== null && other < one ? other : one);
