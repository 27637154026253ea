import { thousandths } from '../costs/amounts.js';
import type { OutgoingRequest } from '../openai/outgoing-request.js';
import type { CostSubject, CountPrompt, Estimate, EstimateServices } from './estimate.js';
import { ESTIMATORS } from './estimators.js';

const NOTHING: Estimate = { nanoUsd: 0n, inputTokens: 0, outputTokens: 0 };
const OPERATOR = 'Set budget.unknownCost to what is to be held for it.';

const made = new WeakMap<OutgoingRequest, Promise<Estimate>>();

/**
 * The most that a request may be billed. Worked out once, however many steps ask: after those that change the request.
 *
 * @param count asked for prompts that have no tight bound here.
 */
export function estimateRequest(
  request: OutgoingRequest,
  services: EstimateServices,
  count?: CountPrompt,
): Promise<Estimate> {
  if (!request.isBilled) return Promise.resolve(NOTHING);
  const { endpoint, model, body } = request;
  const known = made.get(request);
  if (known !== undefined) return known;
  const subject = { endpoint, model, json: body.json ?? {}, form: body.form, count };
  const estimate = estimateSubject(subject, services);
  made.set(request, estimate);
  return estimate;
}

export async function estimateSubject(subject: CostSubject, services: EstimateServices): Promise<Estimate> {
  const estimate = ESTIMATORS.find(([pattern]) => pattern.test(subject.endpoint))?.[1];
  if (estimate === undefined) {
    return {
      ...NOTHING,
      nanoUsd: null,
      unknown: `Nobody knows what ${subject.endpoint} costs at most.`,
      hint: OPERATOR,
    };
  }
  const found = await estimate(subject, services);
  const { models, provider } = services;
  if (found.nanoUsd === null) return { hint: OPERATOR, ...found };
  const region = thousandths(provider.isRegional ? models.data.regional : 1);
  return { ...found, nanoUsd: (found.nanoUsd * region + 999n) / 1000n };
}
