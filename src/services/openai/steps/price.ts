import { costOfUsage } from '../../costs/cost-of-usage.js';
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
  const id = request.servedModel ?? request.model;
  if (usage !== null) return costOfUsage(usage, id, services);
  if (failure !== undefined || request.status === 0) return null;
  const priced = id === null ? undefined : await pricedModel(id, services);
  return unmeteredCost({ endpoint, json: body.json }, priced?.price, services.models.data.fees) ?? null;
}
