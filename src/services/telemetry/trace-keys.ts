import { type Context, defaultTextMapGetter, defaultTextMapSetter, ROOT_CONTEXT } from '@opentelemetry/api';
import { W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import type { TelemetrySection } from '../../config/sections/telemetry-section.js';
import type { TraceKeys } from '../../contracts/observer.js';

const traceContext = new W3CTraceContextPropagator();
const baggage = new W3CBaggagePropagator();

/** The trace that somebody says something belongs to; what is malformed says nothing. */
export function contextOf(keys: TraceKeys): Context {
  const within = traceContext.extract(ROOT_CONTEXT, keys, defaultTextMapGetter);
  return keys.baggage === undefined ? within : baggage.extract(within, keys, defaultTextMapGetter);
}

/** What others are told of a trace. */
export function keysOf(context: Context, upstream: TelemetrySection['upstream']): Record<string, string> {
  const keys: Record<string, string> = {};
  if (upstream === 'none') return keys;
  traceContext.inject(context, keys, defaultTextMapSetter);
  if (upstream === 'baggage') baggage.inject(context, keys, defaultTextMapSetter);
  return keys;
}
