import { randomUUID } from 'node:crypto';
import type { RunningCall } from '../../contracts/running-call.js';
import { GO_ON, isAgreement } from '../asking.js';
import { encodedBytes } from '../encoded-bytes.js';
import type { CallResult, Passage } from '../passage.js';
import type { PersonQuestion } from '../question.js';
import { questionOf } from './gate-words.js';
import { removeFiles } from './withheld.js';

const KEPT_MS = 900_000;
const MOST = 100;
const MOST_BYTES = 134_217_728;

/** A flagged answer that waits for a person's word. */
export interface HeldAnswer {
  question: PersonQuestion;
  result: CallResult;
  files: readonly string[];
  flagged: Readonly<Record<string, number>>;
  bytes: number;
  forgotten: NodeJS.Timeout;
}

/**
 * Answers that a person is asked about: a call is run again from its start once its question is answered, and must not pay
 * for another answer then. Those that nobody claims go, with their files, after a quarter of an hour or for want of room.
 */
export class HeldAnswers {
  /** By id, oldest first. */
  private readonly answers = new Map<string, HeldAnswer>();
  private bytes = 0;
  /** Calls whose answers are still to come, or to be judged. */
  readonly underWay = new Set<RunningCall>();

  hold({ call, result }: Passage, flagged: HeldAnswer['flagged']): PersonQuestion {
    const id = randomUUID();
    const message = questionOf(call.tool, 'output', flagged);
    const question: PersonQuestion = {
      ...{ capability: 'elicitation', name: 'confirm', message, form: GO_ON },
      about: id,
    };
    const bytes = encodedBytes(result);
    const forgotten = setTimeout(() => void this.forget(id), KEPT_MS).unref();
    const files = [...call.savedFiles];
    this.answers.set(id, { question, result: result!, files, flagged, bytes, forgotten });
    this.bytes += bytes;
    for (const oldest of this.answers.keys()) {
      if (oldest === id || (this.answers.size <= MOST && this.bytes <= MOST_BYTES)) break;
      void this.forget(oldest);
    }
    return question;
  }

  /** The answer that a call comes back for, and what the person said of it. */
  claim({ request: { respondent } }: Passage): { answer: HeldAnswer; accepted: boolean } | undefined {
    for (const [id, answer] of this.answers) {
      const reply = respondent?.replyTo(answer.question);
      if (reply === undefined) continue;
      this.take(id);
      return { answer, accepted: isAgreement(reply) };
    }
    return undefined;
  }

  /** Nobody can claim an answer of a server that has stopped. */
  async stop(): Promise<void> {
    await Promise.all([
      ...[...this.answers.keys()].map((id) => this.forget(id)),
      ...[...this.underWay].map(({ savedFiles }) => removeFiles(savedFiles)),
    ]);
  }

  private async forget(id: string): Promise<void> {
    await removeFiles(this.take(id)?.files ?? []);
  }

  private take(id: string): HeldAnswer | undefined {
    const answer = this.answers.get(id);
    this.answers.delete(id);
    clearTimeout(answer?.forgotten);
    this.bytes -= answer?.bytes ?? 0;
    return answer;
  }
}
