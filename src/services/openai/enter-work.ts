import type { RequestRecord } from '../../contracts/request-record.js';
import type { RunningCall } from '../../contracts/running-call.js';
import type { BatchTable } from '../../storage/batch-tables.js';
import type { BatchEnd, BookedEnd } from '../batches/batches.js';
import type { OutgoingRequest } from './outgoing-request.js';
import type { StepServices } from './request-step.js';

/** Puts what ended work has cost on record: in the call that saw it end, in the place of the request that started it there. */
export function enterWork(
  { call, scope }: Pick<OutgoingRequest, 'call' | 'scope'>,
  { batch_id: work, client, plugin, tool, model: asked }: BatchTable,
  { endpoint, model, cost, isHeld, ...tokens }: BatchEnd & BookedEnd,
  { costs, observer }: Pick<StepServices, 'costs' | 'observer'>,
): void {
  const record: RequestRecord = {
    ...{ plugin, client, tool, endpoint },
    requestedModel: asked,
    model: model ?? asked,
    usage: { ...NONE, ...tokensOf(tokens) },
    costNanoUsd: cost,
    basis: isHeld && cost !== null ? 'held' : 'metered',
    ...{ status: 200, tries: 1, upstreamMs: 0, requestId: null, work },
  };
  costs.add(record);
  observer?.booked(record);
  if (call === undefined || !isOfAnother(call, client)) scope?.push(record);
  if (call === undefined || isOfAnother(call, client)) return;
  const started = call.requests.findIndex((each) => each.work === work);
  if (started === -1) call.requests.push(record);
  else {
    const { requestedModel, upstreamMs, requestId } = call.requests[started]!;
    call.requests[started] = { ...record, requestedModel, upstreamMs, requestId };
  }
}

/** Who sees in passing that another's work has ended is not told what it cost. */
const isOfAnother = ({ access }: RunningCall, client: string | null): boolean =>
  access !== undefined && access.name !== client;

const tokensOf = ({
  inputTokens,
  cachedInputTokens,
  outputTokens,
  reasoningTokens,
}: Pick<BatchEnd, 'inputTokens' | 'cachedInputTokens' | 'outputTokens' | 'reasoningTokens'>) => ({
  inputTokens,
  cachedInputTokens,
  outputTokens,
  reasoningTokens,
});

const NONE = {
  cacheWriteTokens: 0,
  imageInputTokens: 0,
  audioInputTokens: 0,
  imageOutputTokens: 0,
  audioOutputTokens: 0,
};
