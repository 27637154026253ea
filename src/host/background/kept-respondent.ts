import { createHash } from 'node:crypto';
import type { HeldCall, PutQuestion } from '../../contracts/background-calls.js';
import type { ClientCapability } from '../../plugin-api/tool-call.js';
import type { Question, Reply, Respondent } from '../question.js';

/** The client of a task, as far as it has answered the task's questions. */
export class KeptRespondent implements Respondent {
  constructor(private readonly held: HeldCall) {}

  can(capability: ClientCapability): boolean {
    return this.held.call.task?.can.includes(capability) ?? false;
  }

  get hasReplies(): boolean {
    return Object.keys(this.held.replies).length > 0;
  }

  replyTo(question: Question): Reply | undefined {
    const { replies } = this.held;
    const key = keyOf(question);
    return Object.hasOwn(replies, key) ? replies[key] : undefined;
  }

  /** Names are not used twice in the life of a task. */
  put(questions: readonly Question[]): PutQuestion[] {
    const taken = new Set(this.held.namesTaken);
    return questions.map((question) => {
      let name = question.name;
      for (let count = 2; taken.has(name); count++) name = `${question.name}_${count}`;
      taken.add(name);
      return { name, key: keyOf(question), question };
    });
  }
}

const keyOf = (question: Question): string =>
  createHash('sha256')
    .update(JSON.stringify({ ...question, remark: undefined }))
    .digest('base64url');
