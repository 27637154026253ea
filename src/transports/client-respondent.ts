import { createHash } from 'node:crypto';
import {
  type ClientCapabilities,
  type InputRequest,
  type InputRequiredResult,
  inputRequired,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { PersonQuestion, Question, Reply, Respondent, SampleQuestion } from '../host/question.js';
import type { ClientCapability } from '../plugin-api/tool-call.js';
import { capabilitiesOf } from './calling-client.js';
import type { HostServer } from './host-server.js';

type Replies = Record<string, Reply>;

/** What travels through the client, which can't alter it, from one round of questions to the next. */
export interface AnswerState {
  /** What was answered in earlier rounds, by question. */
  replies: Replies;
  /** What was asked in the last round: the question by its name on the wire. */
  asked: Record<string, string>;
}

const IN_MCP: Record<ClientCapability, object> = { elicitation: { form: {} }, sampling: {}, roots: {} };

/** The client, and the person at it, as far as they have answered the questions of this call. */
export class ClientRespondent implements Respondent {
  private known: { replies: Replies; unasked: Replies } | undefined;
  private capabilities: ReadonlySet<ClientCapability> | undefined;

  /** @param call what is called, with its arguments: an answer holds for these alone. */
  constructor(
    private readonly call: unknown,
    private readonly server: HostServer,
    private readonly context: ServerContext,
  ) {}

  /** What was answered, and what was sent unasked; read at the first question, which most calls don't have. */
  private get answers(): { replies: Replies; unasked: Replies } {
    this.known ??= readAnswers(this.context);
    return this.known;
  }

  can(capability: ClientCapability): boolean {
    this.capabilities ??= capabilitiesOf(this.server, this.context);
    return this.capabilities.has(capability);
  }

  /** Of what is required, what the client does not state, in MCP's words. */
  lacking(required: readonly ClientCapability[]): ClientCapabilities {
    const missing = required.filter((capability) => !this.can(capability));
    return Object.fromEntries(missing.map((capability) => [capability, IN_MCP[capability]]));
  }

  get hasReplies(): boolean {
    return Object.keys(this.answers.replies).length > 0;
  }

  replyTo(question: Question): Reply | undefined {
    const key = this.keyOf(question);
    const { replies } = this.answers;
    if (!Object.hasOwn(replies, key)) this.takeUnasked(question, key);
    return replies[key];
  }

  /** What the client gets in place of a result, until it has answered. */
  async put(questions: readonly Question[]): Promise<InputRequiredResult> {
    const inputRequests: Record<string, InputRequest> = {};
    const asked: Record<string, string> = {};
    for (const question of questions) {
      let name = question.name;
      for (let count = 2; Object.hasOwn(asked, name); count++) name = `${question.name}_${count}`;
      asked[name] = this.keyOf(question);
      inputRequests[name] = requestFor(question);
    }
    const requestState = await this.server.seal.mint({ replies: this.answers.replies, asked }, this.context);
    return inputRequired({ inputRequests, requestState });
  }

  /** Answers one question, and never one of consent: nobody agrees to what was not shown. */
  private takeUnasked({ name }: Question, key: string): void {
    const { replies, unasked } = this.answers;
    const reply = Object.hasOwn(unasked, name) ? unasked[name] : undefined;
    if (reply === undefined || name === 'confirm') return;
    replies[key] = reply;
    delete unasked[name];
  }

  private keyOf(question: Question): string {
    return createHash('sha256')
      .update(JSON.stringify([this.call, { ...question, remark: undefined }]))
      .digest('base64url');
  }
}

/** Unasked is what a client that knows the questions has sent with its first request already. */
function readAnswers({ mcpReq }: ServerContext): { replies: Replies; unasked: Replies } {
  const state = mcpReq.requestState<AnswerState>();
  const responses = Object.entries((mcpReq.inputResponses ?? {}) as Replies);
  const asked = new Map(Object.entries(state?.asked ?? {}));
  const replied = responses.flatMap(([name, reply]) => (asked.has(name) ? [[asked.get(name)!, reply]] : []));
  return {
    replies: { ...state?.replies, ...Object.fromEntries(replied) },
    unasked: state === undefined ? Object.fromEntries(responses) : {},
  };
}

/** A question as a request of MCP's. */
export function requestFor(question: Question): InputRequest {
  switch (question.capability) {
    case 'elicitation':
      return formFor(question);
    case 'sampling':
      return messageFor(question);
    case 'roots':
      return inputRequired.listRoots();
  }
}

const formFor = ({ message, remark, form }: PersonQuestion): InputRequest =>
  inputRequired.elicit({
    message: remark === undefined ? message : `${message}\n\n${remark}`,
    requestedSchema: form as never,
  });

const messageFor = ({ prompt, maxTokens, system }: SampleQuestion): InputRequest =>
  inputRequired.createMessage({
    messages: [{ role: 'user', content: { type: 'text', text: prompt } }],
    maxTokens,
    ...(system === undefined ? {} : { systemPrompt: system }),
  });
