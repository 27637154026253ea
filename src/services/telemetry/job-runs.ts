import { type Context, type Span, SpanKind, type Tracer, trace } from '@opentelemetry/api';
import type { Observer, SeenRun, TraceKeys } from '../../contracts/observer.js';
import { GEN_AI, OWN } from './conventions.js';
import type { CurrentTrace } from './current-trace.js';
import { contextOf, keysOf } from './trace-keys.js';

/** Runs of calls in the background: traces of their own, which point back to where they were begun. */
export function jobRuns(
  tracer: Tracer,
  current: CurrentTrace,
): Pick<Observer, 'origin' | 'handedOver' | 'run'> {
  const begin = ({ job, tool, origin }: SeenRun): { span: Span; context: Context } => {
    const begun = origin === undefined ? undefined : trace.getSpanContext(contextOf(origin));
    const span = tracer.startSpan(
      `job ${tool}`,
      {
        kind: SpanKind.CONSUMER,
        root: true,
        attributes: { [OWN.JOB]: job, [GEN_AI.TOOL]: tool, [GEN_AI.OPERATION]: 'execute_tool' },
        ...(begun !== undefined && { links: [{ context: begun }] }),
      },
      current.context,
    );
    return { span, context: trace.setSpan(trace.deleteSpan(current.context), span) };
  };
  const origin = (): TraceKeys | undefined => {
    const keys = keysOf(current.context, 'trace');
    return keys.traceparent === undefined ? undefined : keys;
  };
  return {
    origin,
    handedOver(run) {
      const { span, context } = begin({ origin: origin(), ...run });
      current.move(context);
      return () => span.end();
    },
    async run(run, work) {
      const { span, context } = begin(run);
      try {
        return await current.run(context, work);
      } finally {
        span.end();
      }
    },
  };
}
