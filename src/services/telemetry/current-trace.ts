import { AsyncLocalStorage } from 'node:async_hooks';
import { type Context, ROOT_CONTEXT, type Span, trace } from '@opentelemetry/api';

interface Scene {
  /** What is begun now belongs to it; another one once the call has left its client. */
  context: Context;
  session?: string | undefined;
}

/** The trace that the code of one server runs in; OpenTelemetry's own way would be one for the whole process. */
export class CurrentTrace {
  private readonly scenes = new AsyncLocalStorage<Scene>();

  get context(): Context {
    return this.scenes.getStore()?.context ?? ROOT_CONTEXT;
  }

  get span(): Span | undefined {
    return trace.getSpan(this.context);
  }

  get session(): string | undefined {
    return this.scenes.getStore()?.session;
  }

  run<T>(context: Context, work: () => T, session?: string): T {
    return this.scenes.run({ context, session }, work);
  }

  /** What goes on from here belongs to another trace. */
  move(context: Context): void {
    const scene = this.scenes.getStore();
    if (scene !== undefined) scene.context = context;
  }

  /** As log lines are marked. */
  marks(): Record<string, string> {
    const { span, session } = this;
    const marks: Record<string, string> = session === undefined ? {} : { session };
    if (span === undefined) return marks;
    const { traceId, spanId } = span.spanContext();
    return { ...marks, trace_id: traceId, span_id: spanId };
  }
}
