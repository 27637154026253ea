import { priceUsage } from '../../costs/price-usage.js';
import { pricedModel } from '../../costs/priced-model.js';
import { unmeteredCost } from '../../costs/unmetered-cost.js';
import type { OutgoingRequest } from '../outgoing-request.js';
import type { MakeStep, StepServices } from '../request-step.js';
import { TransportFailure } from '../transport-failure.js';

/** What the request cost, as far as anybody can know. */
export const price: MakeStep = (services) => ({
  name: 'price',
  ended: async (request) => {
    request.costNanoUsd = await costOf(request, services);
  },
});

async function costOf(request: OutgoingRequest, services: StepServices): Promise<bigint | null> {
  const { usage, failure, endpoint, body } = request;
  const neverSent = failure instanceof TransportFailure && !failure.sent;
  if (!request.isBilled || request.status >= 400 || neverSent) return 0n;
  const { models, provider } = services;
  const { tiers, fees, regional } = models.data;
  const id = request.servedModel ?? request.model;
  const model = id === null ? undefined : await pricedModel(id, services);
  if (usage === null)
    return failure === undefined && request.status > 0
      ? (unmeteredCost({ endpoint, json: body.json }, model?.price, fees) ?? null)
      : null;
  if (model === undefined) return null;
  const isReasoning = models.entry(id ?? '')?.capabilities?.includes('reasoning') === true;
  const webSearch = usage.hosted.isPreview && !isReasoning ? fees.webSearchPreview : undefined;
  const rules = {
    tiers,
    fees: { ...fees, webSearch: webSearch ?? fees.webSearch },
    region: provider.isRegional ? regional : 1,
    today: models.today,
  };
  return priceUsage(usage, model, rules, (other) => models.entry(other));
}
