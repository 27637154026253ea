import type { HeldCall } from '../../contracts/background-calls.js';
import type { ClientCapability } from '../../plugin-api/tool-call.js';
import type { CallRequest, Progress } from '../passage.js';
import type { Question, Reply, Respondent } from '../question.js';

/** A request that can be taken from its client: what comes of its call is then for the job that it has become. */
export class LooseRequest {
  readonly request: CallRequest;
  private readonly ending = new AbortController();
  private held: HeldCall | undefined;
  private message: string | undefined;

  constructor(private readonly of: CallRequest) {
    const respondent: Respondent = {
      can: (capability: ClientCapability) =>
        this.held === undefined && (of.respondent?.can(capability) ?? false),
      replyTo: (question: Question): Reply | undefined => of.respondent?.replyTo(question),
    };
    this.request = {
      ...of,
      signal: this.ending.signal,
      sendProgress: (progress) => this.tell(progress),
      ...(of.respondent === undefined ? {} : { respondent }),
    };
    if (of.signal.aborted) this.cancelledByClient();
    else of.signal.addEventListener('abort', this.cancelledByClient, { once: true });
  }

  /** From now on the client neither cancels it nor hears of it. */
  takeFromClient(held: HeldCall): void {
    this.held = held;
    this.release();
    if (this.message !== undefined) held.tell(this.message);
    if (held.signal.aborted) this.ending.abort(held.signal.reason);
    else held.signal.addEventListener('abort', () => this.ending.abort(held.signal.reason), { once: true });
  }

  /** Lets go of the client's signal, which may outlive the call. */
  release(): void {
    this.of.signal.removeEventListener('abort', this.cancelledByClient);
  }

  private async tell(progress: Progress): Promise<void> {
    this.message = progress.message ?? this.message;
    if (this.held === undefined) await this.of.sendProgress?.(progress);
    else if (progress.message !== undefined) this.held.tell(progress.message);
  }

  private readonly cancelledByClient = (): void => this.ending.abort(this.of.signal.reason);
}
