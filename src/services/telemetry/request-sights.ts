import { type Attributes, type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import type { TelemetrySection } from '../../config/sections/telemetry-section.js';
import type { RequestSight, SeenRequest } from '../../contracts/observer.js';
import type { RequestRecord } from '../../contracts/request-record.js';
import { OTHER } from './bounded-labels.js';
import { GEN_AI, GENERAL, OWN } from './conventions.js';
import type { CurrentTrace } from './current-trace.js';
import { errorTypeOf } from './error-type.js';
import type { HouseLabels } from './house-labels.js';
import type { Instruments } from './instruments.js';
import { operationOf, textApiOf } from './request-operation.js';
import { keysOf } from './trace-keys.js';

/** A client may write anything where the model stands; what no model is called is not repeated. */
const MODEL = /^[\w.:/@-]{1,100}$/;
const modelOf = ({ model }: SeenRequest): string | undefined =>
  model === null ? undefined : MODEL.test(model) ? model : OTHER;

export interface SightParts {
  tracer: Tracer;
  current: CurrentTrace;
  instruments: Instruments;
  labels: HouseLabels;
  /** In the words of the conventions. */
  provider: string;
  upstream: TelemetrySection['upstream'];
}

/** Follows a request with a client span; what it waits for and each retry are events of that span. */
export function requestSight(seen: SeenRequest, parts: SightParts): RequestSight {
  const { tracer, current, instruments, labels, provider, upstream } = parts;
  const operation = operationOf(seen.endpoint);
  const asked = modelOf(seen);
  const span = tracer.startSpan(
    asked === undefined ? operation : `${operation} ${asked}`,
    {
      kind: SpanKind.CLIENT,
      attributes: {
        ...attributesOf(seen, operation),
        [GEN_AI.PROVIDER]: provider,
        ...(asked !== undefined && { [GEN_AI.REQUEST_MODEL]: asked }),
      },
    },
    current.context,
  );
  const waits: number[] = [];
  const retried: number[] = [];
  return {
    headers: keysOf(trace.setSpan(current.context, span), upstream),
    waited(ms) {
      waits.push(ms);
      if (ms >= 1) span.addEvent('waited for its turn', { 'wait.ms': Math.round(ms) });
    },
    retries(status, waitMs) {
      retried.push(status);
      span.addEvent('retry', { [GENERAL.STATUS]: status, 'wait.ms': Math.round(waitMs) });
    },
    ended(record, code, responseId) {
      const model = labels.model(record);
      for (const ms of waits) instruments.waitSeconds.record(ms / 1000, { model });
      for (const status of retried) instruments.retries.add(1, { model, status: String(status) });
      endSpan(span, record, code, responseId);
    },
  };
}

function attributesOf({ endpoint, url, json, plugin, call }: SeenRequest, operation: string): Attributes {
  const api = textApiOf(endpoint);
  const limit = json?.max_output_tokens ?? json?.max_completion_tokens ?? json?.max_tokens;
  return {
    [GEN_AI.OPERATION]: operation,
    [OWN.ENDPOINT]: operation === 'chat' ? endpoint.split('/').slice(0, 3).join('/') : operation,
    [OWN.PLUGIN]: plugin,
    [GENERAL.ADDRESS]: url.hostname,
    ...(url.port !== '' && { [GENERAL.PORT]: Number(url.port) }),
    ...(api !== undefined && { [GEN_AI.OPENAI_API]: api }),
    ...(typeof limit === 'number' && { [GEN_AI.MAX_TOKENS]: limit }),
    ...(typeof json?.temperature === 'number' && { [GEN_AI.TEMPERATURE]: json.temperature }),
    ...(json?.stream === true && { [GEN_AI.STREAM]: true }),
    ...(call !== undefined && { [OWN.CALL]: call.id }),
  };
}

function endSpan(span: Span, record: RequestRecord, code: string | null, responseId: string | null): void {
  const { usage, costNanoUsd, status, tries, requestId, model } = record;
  const error = errorTypeOf(status, code);
  span.setAttributes({
    [OWN.TRIES]: tries,
    ...(status > 0 && { [GENERAL.STATUS]: status }),
    ...(requestId !== null && { [OWN.REQUEST_ID]: requestId }),
    ...(costNanoUsd !== null && { [OWN.COST]: Number(costNanoUsd) / 1e9 }),
    ...(status > 0 &&
      status < 400 &&
      model !== null &&
      MODEL.test(model) && { [GEN_AI.RESPONSE_MODEL]: model }),
    ...(responseId !== null && { [GEN_AI.RESPONSE_ID]: responseId }),
    ...(usage !== null && {
      [GEN_AI.INPUT_TOKENS]: usage.inputTokens,
      [GEN_AI.CACHED_TOKENS]: usage.cachedInputTokens,
      [GEN_AI.OUTPUT_TOKENS]: usage.outputTokens,
      [GEN_AI.REASONING_TOKENS]: usage.reasoningTokens,
    }),
  });
  if (error !== undefined) {
    span.setAttribute(GENERAL.ERROR, error);
    if (code !== null) span.setAttribute(OWN.CODE, code);
    // Without words: they may hold what a client or OpenAI said.
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}
