import type { CallAdmission } from '../../contracts/call-admission.js';
import type { CallUsage } from '../../contracts/call-usage.js';
import { currentCall } from '../../contracts/current-call.js';
import type { RunningCall } from '../../contracts/running-call.js';
import { serverStopping } from '../../contracts/server-stopping.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import { encodedBytes } from '../encoded-bytes.js';
import type { ExplainFailure } from '../explain-failure.js';
import { HostCall } from '../host-call.js';
import type { CallRequest } from '../passage.js';
import { type Question, QuestionsAsked } from '../question.js';
import { metaOf } from '../steps/answer.js';

/** Who asks for a prompt or resource, and how to reach them. */
export type Caller = Omit<CallRequest, 'tool' | 'arguments'>;

/** What is asked for, and whose it is. */
export interface Offer {
  plugin: string;
  name: string;
  timeoutSeconds?: number | undefined;
  /** Whether it counts among the calls of its client. */
  isCounted?: true;
}

/** How it ended: as tool calls do, but for failures, which have no place in a prompt or resource. */
export type Outcome<T> = { result: T } | { failure: ToolError } | { questions: readonly Question[] };

export interface OfferCallOptions {
  explain: ExplainFailure;
  usageOf(call: RunningCall): CallUsage;
  timeoutSeconds: number;
  maxMessageBytes: number;
  admission: () => Promise<CallAdmission>;
}

/** Has prompts made and resources read as calls: metered, timed, cancelled, and with the same words for failures. */
export class OfferCalls {
  private readonly running = new Map<HostCall, Promise<unknown>>();
  private stopped = false;

  constructor(private readonly options: OfferCallOptions) {}

  async run<T extends object>(
    caller: Caller,
    offer: Offer,
    work: (call: HostCall) => Promise<T>,
  ): Promise<Outcome<T & { _meta?: Record<string, unknown> }>> {
    const call = new HostCall(
      { ...caller, tool: offer.name, arguments: undefined },
      offer.plugin,
      offer.name,
    );
    const seconds = offer.timeoutSeconds ?? this.options.timeoutSeconds;
    const limit = setTimeout(() => call.cancel(timedOut(offer, seconds)), seconds * 1000);
    if (this.stopped) call.cancel(serverStopping());
    const working = call.untilEnded(currentCall.run(call, () => this.admitted(call, offer, work)));
    this.running.set(call, working);
    try {
      const made = await working;
      const result = { ...made, ...this.meta(call) };
      this.refuseTooLarge(result, offer);
      return { result };
    } catch (error) {
      if (error instanceof QuestionsAsked) return { questions: error.questions };
      return { failure: this.options.explain(error, call) };
    } finally {
      clearTimeout(limit);
      this.running.delete(call);
      await call.progressDelivered();
      call.release();
    }
  }

  private async admitted<T>(
    call: HostCall,
    { isCounted }: Offer,
    work: (call: HostCall) => Promise<T>,
  ): Promise<T> {
    if (isCounted !== true || call.access?.limits === undefined) return work(call);
    const leave = await (await this.options.admission()).enter(call);
    try {
      return await work(call);
    } finally {
      leave();
    }
  }

  /** Ends what is under way, and whatever comes. */
  stop(): void {
    this.stopped = true;
    for (const call of this.running.keys()) call.cancel(serverStopping());
  }

  /** Settles when those that are under way now have ended. */
  ended(): Promise<unknown> {
    return Promise.allSettled(this.running.values());
  }

  private meta(call: HostCall): { _meta?: Record<string, unknown> } {
    const { notes, requests } = call;
    if (notes.length === 0 && requests.length === 0) return {};
    return { _meta: metaOf(call, this.options.usageOf) };
  }

  private refuseTooLarge(result: object, { name }: Offer): void {
    const bytes = encodedBytes(result);
    const { maxMessageBytes } = this.options;
    if (bytes <= maxMessageBytes) return;
    throw new ToolError(
      'RESULT_TOO_LARGE',
      `${name} has ${bytes} bytes; this client gets at most ${maxMessageBytes}.`,
      'Whoever runs the server can raise `server.maxMessageBytes`.',
    );
  }
}

const timedOut = ({ name }: Offer, seconds: number) =>
  new ToolError(
    'CALL_TIMEOUT',
    `${name} did not finish within ${seconds} s.`,
    'Ask again, or raise server.callTimeoutSeconds in mcp.config.json.',
  );

/** For what a plugin returned and must not have. */
export const returnedInvalid = (name: string, what: string): ToolError =>
  new ToolError(
    'OUTPUT_INVALID',
    `${name} returned ${what}.`,
    'This is a fault of the plugin: tell its author.',
  );
