import { createHash, randomBytes } from 'node:crypto';
import {
  createRequestStateCodec,
  type InputRequest,
  type InputRequiredResult,
  inputRequired,
  type Server,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { Ability, Question, Reply, Respondent } from '../host/question.js';
import { abilitiesOf } from './calling-client.js';

type Replies = Record<string, Reply>;

/** What travels through the client, which can't alter it, from one round of questions to the next. */
interface State {
  /** What was answered in earlier rounds, by question. */
  replies: Replies;
  /** What was asked in the last round: the question by its name on the wire. */
  asked: Record<string, string>;
}

const codec = createRequestStateCodec<State>({ key: randomBytes(32) });

export const verifyState = codec.verify;

/** The client, and the person at it, as far as they have answered the questions of this call. */
export class ClientRespondent implements Respondent {
  private readonly replies: Replies;
  /** Sent with the first request already, by a client that knows the questions. */
  private readonly unasked: Replies;
  private readonly abilities: ReadonlySet<Ability>;

  /** @param call what is called, with its arguments: an answer holds for these alone. */
  constructor(
    private readonly call: unknown,
    server: Server,
    context: ServerContext,
  ) {
    const { mcpReq } = context;
    const state = mcpReq.requestState<State>();
    const responses = Object.entries((mcpReq.inputResponses ?? {}) as Replies);
    const asked = new Map(Object.entries(state?.asked ?? {}));
    const replied = responses.flatMap(([name, reply]) =>
      asked.has(name) ? [[asked.get(name)!, reply]] : [],
    );
    this.replies = { ...state?.replies, ...Object.fromEntries(replied) };
    this.unasked = state === undefined ? Object.fromEntries(responses) : {};
    this.abilities = abilitiesOf(server, context);
  }

  can(ability: Ability): boolean {
    return this.abilities.has(ability);
  }

  replyTo(question: Question): Reply | undefined {
    const key = this.keyOf(question);
    if (!Object.hasOwn(this.replies, key)) this.takeUnasked(question, key);
    return this.replies[key];
  }

  /** What the client gets in place of a result, until it has answered. */
  async put(questions: readonly Question[]): Promise<InputRequiredResult> {
    const inputRequests: Record<string, InputRequest> = {};
    const asked: Record<string, string> = {};
    for (const question of questions) {
      const key = this.keyOf(question);
      if (Object.values(asked).includes(key)) continue;
      let name = question.name;
      for (let count = 2; Object.hasOwn(asked, name); count++) name = `${question.name}_${count}`;
      asked[name] = key;
      inputRequests[name] = requestFor(question);
    }
    const requestState = await codec.mint({ replies: this.replies, asked });
    return inputRequired({ inputRequests, requestState });
  }

  /** Answers one question, and never one of consent: nobody agrees to what was not shown. */
  private takeUnasked({ name }: Question, key: string): void {
    const reply = Object.hasOwn(this.unasked, name) ? this.unasked[name] : undefined;
    if (reply === undefined || name === 'confirm') return;
    this.replies[key] = reply;
    delete this.unasked[name];
  }

  private keyOf({ remark: _, ...question }: Question): string {
    return createHash('sha256')
      .update(JSON.stringify([this.call, question]))
      .digest('base64url');
  }
}

function requestFor({ message, remark, form }: Question): InputRequest {
  return inputRequired.elicit({
    message: remark === undefined ? message : `${message}\n\n${remark}`,
    requestedSchema: form as never,
  });
}
