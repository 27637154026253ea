import { randomUUID } from 'node:crypto';
import { ownerOf } from '../../contracts/owner-of.js';
import type { RunningCall } from '../../contracts/running-call.js';
import type { SharedAnswers } from '../../contracts/shared-answers.js';
import { GO_ON, isAgreement } from '../asking.js';
import { encodedBytes } from '../encoded-bytes.js';
import type { CallResult, Passage } from '../passage.js';
import type { PersonQuestion, Respondent } from '../question.js';
import { questionOf } from './gate-words.js';
import { removeFiles } from './withheld.js';

const KEPT_MS = 900_000;
const MOST = 100;
const MOST_BYTES = 134_217_728;

/** A flagged answer that waits for a person's word. */
export interface HeldAnswer {
  result: CallResult;
  files: readonly string[];
  flagged: Readonly<Record<string, number>>;
}

/** One that is held here. */
interface OwnAnswer extends HeldAnswer {
  owner: string;
  question: PersonQuestion;
  bytes: number;
  forgotten: NodeJS.Timeout;
}

/** What a call comes back for, and what the person said of it. */
interface ClaimedAnswer {
  answer: HeldAnswer;
  accepted: boolean;
}

/**
 * Answers that a person is asked about: a call is run again from its start once its question is answered, and must not pay
 * for another answer then. Those that nobody claims go, with their files, after a quarter of an hour or for want of room.
 */
export class HeldAnswers {
  /** By id, oldest first. */
  private readonly answers = new Map<string, OwnAnswer>();
  private bytes = 0;
  /** Calls whose answers are still to come, or to be judged. */
  readonly underWay = new Set<RunningCall>();

  /** @param shared absent where no other server may get the person's word. */
  constructor(private readonly shared?: SharedAnswers) {}

  async hold({ call, result }: Passage, flagged: HeldAnswer['flagged']): Promise<PersonQuestion> {
    const id = randomUUID();
    const message = questionOf(call.tool, 'output', flagged);
    const question: PersonQuestion = {
      ...{ capability: 'elicitation', name: 'confirm', message, form: GO_ON },
      about: id,
    };
    const bytes = encodedBytes(result);
    const forgotten = setTimeout(() => void this.forget(id), KEPT_MS).unref();
    const files = [...call.savedFiles];
    const owner = ownerOf(call);
    this.answers.set(id, { owner, question, result: result!, files, flagged, bytes, forgotten });
    this.bytes += bytes;
    for (const oldest of this.answers.keys()) {
      if (oldest === id || (this.answers.size <= MOST && this.bytes <= MOST_BYTES)) break;
      void this.forget(oldest);
    }
    // Files that wait are hidden by the server that has them, and can be released by no other.
    if (files.length === 0) {
      const answer = JSON.stringify({ result, files, flagged } satisfies Partial<HeldAnswer>);
      await this.shared?.keep({ id, owner, tool: call.tool, question, answer });
    }
    return question;
  }

  /** The answer that a call comes back for, and what the person said of it. */
  async claim({ call, request: { respondent } }: Passage): Promise<ClaimedAnswer | undefined> {
    const owner = ownerOf(call);
    for (const [id, answer] of this.answers) {
      if (answer.owner !== owner) continue;
      const reply = respondent?.replyTo(answer.question);
      if (reply === undefined) continue;
      this.take(id);
      await this.shared?.take(id);
      return { answer, accepted: isAgreement(reply) };
    }
    return respondent?.hasReplies ? this.claimShared(owner, call.tool, respondent) : undefined;
  }

  /** One that another server has made. */
  private async claimShared(
    owner: string,
    tool: string,
    respondent: Respondent,
  ): Promise<ClaimedAnswer | undefined> {
    for (const { id, question } of (await this.shared?.questions(owner, tool)) ?? []) {
      const reply = respondent.replyTo(question as PersonQuestion);
      if (reply === undefined) continue;
      const taken = await this.shared?.take(id);
      if (taken !== undefined)
        return { answer: JSON.parse(taken) as HeldAnswer, accepted: isAgreement(reply) };
    }
    return undefined;
  }

  /** Of a server that has stopped, those without files can be claimed at others. */
  async stop(): Promise<void> {
    await Promise.all([
      ...[...this.answers.keys()].map((id) => this.forget(id)),
      ...[...this.underWay].map(({ savedFiles }) => removeFiles(savedFiles)),
    ]);
  }

  private async forget(id: string): Promise<void> {
    await removeFiles(this.take(id)?.files ?? []);
  }

  private take(id: string): OwnAnswer | undefined {
    const answer = this.answers.get(id);
    this.answers.delete(id);
    clearTimeout(answer?.forgotten);
    this.bytes -= answer?.bytes ?? 0;
    return answer;
  }
}
