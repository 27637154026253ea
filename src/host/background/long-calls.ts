import type { Access, RestoreAccess } from '../../contracts/access.js';
import type {
  BackgroundCall,
  BackgroundCalls,
  BackgroundEnd,
  HeldCall,
  TaskSight,
} from '../../contracts/background-calls.js';
import type { CallUsage } from '../../contracts/call-usage.js';
import type { Observer } from '../../contracts/observer.js';
import { ownerOf } from '../../contracts/owner-of.js';
import type { Logger } from '../../plugin-api/logger.js';
import type { CallOutcome } from '../call-outcome.js';
import { CLIENT_CAPABILITIES } from '../client-capabilities.js';
import type { CallRequest, Passage } from '../passage.js';
import type { ServedTool } from '../served-tool.js';
import { USAGE } from '../steps/answer.js';
import { callTitle } from './call-title.js';
import { KeptRespondent } from './kept-respondent.js';
import { LooseRequest } from './loose-request.js';
import { stillRunning } from './still-running.js';

/** A task's input must be kept; what is larger is answered without one. */
const MOST_KEPT_CHARACTERS = 8_000_000;

export interface LongCallsParts {
  background: () => Promise<BackgroundCalls>;
  restoreAccess: RestoreAccess;
  /** After how many seconds a call goes on without its client. */
  handOverSeconds: number;
  /** Absent where nobody watches. */
  observer?: Observer | undefined;
  log: Logger;
}

/** How the host takes calls. */
export interface CallTaker {
  /** Undefined where there is none, or the client has it not. */
  find(tool: string, access: Access | undefined): ServedTool | undefined;
  passageOf(request: CallRequest): Passage;
  walk(passage: Passage): Promise<CallOutcome>;
}

/** Calls of long tools: after a while they go on as jobs, or are tasks from the beginning. */
export class LongCalls {
  constructor(
    private readonly parts: () => LongCallsParts,
    private readonly taker: CallTaker,
  ) {}

  /** What is known of them, by every server on the database. */
  background(): Promise<BackgroundCalls> {
    return this.parts().background();
  }

  /** Whether a call of the tool may end as a job: somebody has to be able to ask for it. */
  takes(request: CallRequest): boolean {
    return this.isLong(request) && this.taker.find('get-job', request.access) !== undefined;
  }

  private isLong({ tool, access }: CallRequest): boolean {
    return this.taker.find(tool, access)?.tool.long !== undefined;
  }

  /** Waits for a call's end, but not too long. */
  async call(request: CallRequest): Promise<CallOutcome> {
    const { handOverSeconds } = this.parts();
    const loose = new LooseRequest(request);
    const passage = this.taker.passageOf(loose.request);
    const walking = this.taker.walk(passage);
    const early = await within(walking, handOverSeconds);
    // A tool that has started a job of its own has its own handle to give.
    if (early === undefined && !passage.call.hasStartedJob) {
      const job = await this.handOver(request, loose, passage, walking);
      if (job !== undefined) return stillRunning(request.tool, handOverSeconds, job);
    }
    return walking.finally(() => loose.release());
  }

  /** Puts a call on record as a task, and runs it; undefined where it can't be one. */
  async begin(request: CallRequest): Promise<TaskSight | undefined> {
    const kept = JSON.stringify(request.arguments ?? {});
    if (!this.isLong(request) || kept.length > MOST_KEPT_CHARACTERS) return undefined;
    const can = CLIENT_CAPABILITIES.filter((each) => request.respondent?.can(each));
    try {
      const background = await this.parts().background();
      return await background.begin({ ...this.recordOf(request), task: { can } });
    } catch (error) {
      this.parts().log.warn('A call could not be made a task.', { error: String(error) });
      return undefined;
    }
  }

  /** Runs a call for its job; undefined where its tool is not served here. */
  async run(held: HeldCall, call = held.call): Promise<BackgroundEnd | undefined> {
    const { signal, id, isAgain } = held;
    if (this.taker.find(call.tool, undefined) === undefined) return undefined;
    const access = call.access && (await this.parts().restoreAccess(call.access));
    const respondent = new KeptRespondent(held);
    const passage = this.taker.passageOf({
      ...{ tool: call.tool, arguments: call.arguments, client: call.client, isLocal: call.isLocal },
      ...(call.owner !== undefined && { owner: call.owner }),
      ...{ signal, respondent, ...(access && { access }) },
      sendProgress: async ({ message }) => {
        if (message !== undefined) held.tell(message);
      },
    });
    passage.call.background = { job: id, isAgain };
    const seen = { job: id, tool: call.tool, origin: call.origin };
    const walk = () => this.taker.walk(passage);
    const outcome = await (this.parts().observer?.run(seen, walk) ?? walk());
    return 'questions' in outcome ? { questions: respondent.put(outcome.questions) } : endOf(outcome);
  }

  /** The job that a call has become; undefined where it could not be put on record, and so stays with its client. */
  private async handOver(
    request: CallRequest,
    loose: LooseRequest,
    { call }: Passage,
    walking: Promise<CallOutcome>,
  ): Promise<string | undefined> {
    const record = this.recordOf(request);
    try {
      const background = await this.parts().background();
      return await background.hold(record, async (held) => {
        call.background = { job: held.id, isAgain: false };
        loose.takeFromClient(held);
        const ended = this.parts().observer?.handedOver({ job: held.id, tool: record.tool });
        const outcome = await walking.finally(ended);
        // Nobody can be asked any more.
        return 'questions' in outcome ? this.run(held, record) : endOf(outcome);
      });
    } catch (error) {
      this.parts().log.warn('A call could not be handed over to the background.', { error: String(error) });
      return undefined;
    }
  }

  private recordOf({
    tool: name,
    arguments: args,
    client,
    isLocal = false,
    access,
    owner,
  }: CallRequest): BackgroundCall {
    const { tool, runtime } = this.taker.find(name, access)!;
    const origin = this.parts().observer?.origin();
    return {
      ...{ plugin: runtime.plugin.name, tool: name, title: callTitle(tool.title, args) },
      ...{ arguments: args, client, isLocal, long: tool.long ?? 'once' },
      owner: ownerOf({ client, isLocal, access, owner }),
      ...(access && { access: access.record }),
      ...(origin !== undefined && { origin }),
    };
  }
}

function endOf(
  outcome: Exclude<CallOutcome, { questions: unknown }>,
): Exclude<BackgroundEnd, { questions: unknown }> {
  const { result, failure } = outcome;
  const usage = result._meta?.[USAGE] as CallUsage | undefined;
  return { result, code: failure?.code, costUsd: usage?.costUsd ?? null };
}

/** What comes of it if that comes soon; what it fails with, too. */
async function within<T>(work: Promise<T>, seconds: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), seconds * 1000);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
