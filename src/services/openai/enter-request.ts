import type { RequestRecord } from '../../contracts/request-record.js';
import { failureCode } from '../audit/failure-code.js';
import { outlives } from '../estimates/outlives.js';
import type { OutgoingRequest } from './outgoing-request.js';
import type { StepServices } from './request-step.js';

/** Puts a request on record as it ended: in its call, in the cost book, and in the audit record. */
export function enterRequest(
  request: OutgoingRequest,
  { costs, auditor, observer }: Pick<StepServices, 'costs' | 'auditor' | 'observer'>,
): void {
  const record = recordOf(request);
  request.call?.requests.push(record);
  request.scope?.push(record);
  const wasRefusedHere = record.tries === 0 && record.basis !== 'cached';
  if (!wasRefusedHere && record.work === undefined) costs.add(record);
  auditor?.addRequest(request, record);
  request.record = record;
  observer?.entered(record, request.call, failureCode(request), request.failure);
}

function recordOf(request: OutgoingRequest): RequestRecord {
  const goesOn = outlives(request) && request.usage === null && request.status < 400;
  const { plugin, call, endpoint, requestedModel, costNanoUsd, basis, status, tries, requestId } = request;
  return {
    plugin,
    client: call?.client.name ?? null,
    tool: call?.tool ?? null,
    endpoint,
    requestedModel,
    model: request.servedModel ?? request.model,
    usage: request.usage?.tokens ?? null,
    costNanoUsd,
    basis,
    status,
    tries,
    upstreamMs: basis === 'cached' ? 0 : Math.round(performance.now() - request.startedAt),
    requestId,
    ...(goesOn && request.responseId !== null && { work: request.responseId }),
  };
}
