import { priceUsage } from '../../costs/price-usage.js';
import { pricedModel } from '../../costs/priced-model.js';
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
  const { usage, failure } = request;
  const neverSent = failure instanceof TransportFailure && !failure.sent;
  if (!request.isBilled || request.status >= 400 || neverSent) return 0n;
  const id = request.servedModel ?? request.model;
  const model = id === null || usage === null ? undefined : await pricedModel(id, services);
  if (model === undefined || usage === null) return null;
  const { models, provider } = services;
  const { tiers, fees, regional } = models.data;
  const rules = { tiers, fees, region: provider.isRegional ? regional : 1, today: models.today };
  return priceUsage(usage, model, rules, (other) => models.entry(other));
}
