import type { RequestRecord } from './request-record.js';
import type { RunningCall } from './running-call.js';

/** The keys of W3C trace context, by their names in HTTP headers and in MCP's `_meta`: traceparent, tracestate, baggage. */
export type TraceKeys = Readonly<Record<string, string>>;

/** A request of an MCP client, as it has come in. */
export interface SeenMcpRequest {
  method: string;
  /** The JSON-RPC id. */
  id: string | number;
  /** What it is for: one of ours, never whatever a client may ask for. */
  tool?: string;
  prompt?: string;
  session?: string;
  protocolVersion?: string;
  transport: 'pipe' | 'tcp';
  /** The trace that it belongs to, as far as its client says. */
  trace: TraceKeys;
}

/** A request to OpenAI, as it goes out. */
export interface SeenRequest {
  plugin: string;
  /** The call on whose behalf it is sent. */
  call: RunningCall | undefined;
  /** Path below the base URL. */
  endpoint: string;
  model: string | null;
  /** Where it goes. */
  url: URL;
  /** The parsed JSON of its body, of which only settings are looked at. */
  json: Record<string, unknown> | undefined;
}

/** Follows one request to OpenAI until it has ended. */
export interface RequestSight {
  /** What lets the other side join the trace: headers to send. */
  readonly headers: TraceKeys;
  /** It has waited so long for its turn, ms. */
  waited(ms: number): void;
  /** It is sent again after so long, ms; 0 is the status of a try without an answer. */
  retries(status: number, waitMs: number): void;
  /** @param code why it failed; null: it did not. */
  ended(record: RequestRecord, code: string | null, responseId: string | null): void;
}

/** A run of a call that goes on without its client. */
export interface SeenRun {
  job: string;
  tool: string;
  /** Where it was begun; absent where nobody knew. */
  origin?: TraceKeys | undefined;
}

/** A figure that is read whenever somebody looks. */
export type Figure =
  | 'calls.running'
  | 'requests.waiting'
  | 'circuit.open'
  | 'budget.held'
  | 'budget.spent'
  | 'budget.limit'
  | 'jobs.running';

/** What a figure is now, in one of its places. */
export interface Reading {
  value: number;
  labels?: Readonly<Record<string, string>>;
}

/** Sees what goes on, and changes nothing of it but the headers that carry a trace on. It never throws. */
export interface Observer {
  /** An MCP request, seen until `answer` settles; what is done on the way belongs to it. */
  mcpRequest<T>(request: SeenMcpRequest, answer: () => Promise<T>): Promise<T>;
  /** A session of a client; told when it ends. */
  session(transport: SeenMcpRequest['transport']): () => void;
  request(request: SeenRequest): RequestSight;
  /**
   * A request has come to its end: sent, refused, or answered from the cache.
   *
   * @param failure what it failed with.
   */
  entered(record: RequestRecord, call: RunningCall | undefined, code: string | null, failure: unknown): void;
  /** What work that had gone on has cost is known. */
  booked(record: RequestRecord): void;
  /** Where things are begun now, so that what goes on by itself can tell. */
  origin(): TraceKeys | undefined;
  /** A call under way is a job from now on; told when its run ends. */
  handedOver(run: SeenRun): () => void;
  /** A run of a job's call, in a trace of its own that points back to where it was begun. */
  run<T>(run: SeenRun, work: () => Promise<T>): Promise<T>;
  /** A job has ended. */
  jobEnded(kind: string, status: string): void;
  /**
   * May be called for several places: their readings are added up.
   *
   * @param until after which this place is read no more.
   */
  reads(
    figure: Figure,
    read: () => readonly Reading[] | Promise<readonly Reading[]>,
    until?: AbortSignal,
  ): void;
}
