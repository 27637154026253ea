import { createHash, randomBytes } from 'node:crypto';
import {
  createRequestStateCodec,
  type InputRequiredResult,
  inputRequired,
  type ServerContext,
} from '@modelcontextprotocol/server';

type Answer = 'accepted' | 'declined';

/** Earlier answers travel through the client, which can't alter them. */
const codec = createRequestStateCodec<Record<string, Answer>>({ key: randomBytes(32) });

export const verifyAnswers = codec.verify;

/** The person at the client, and what they have answered in this call so far: it is run anew after each answer. */
export class Person {
  private readonly answers: Map<string, Answer>;

  /** @param call the tool and its arguments: an answer holds for these alone. */
  constructor(
    private readonly call: unknown,
    { mcpReq }: ServerContext,
  ) {
    this.answers = new Map(Object.entries(mcpReq.requestState<Record<string, Answer>>() ?? {}));
    for (const [key, response] of Object.entries(mcpReq.inputResponses ?? {})) {
      const { action, content } = response as { action?: string; content?: { ok?: boolean } };
      this.answers.set(key, action === 'accept' && content?.ok !== false ? 'accepted' : 'declined');
    }
  }

  answerTo(question: string): Answer | undefined {
    return this.answers.get(this.keyOf(question));
  }

  async ask(question: string): Promise<InputRequiredResult> {
    const elicitation = inputRequired.elicit({
      message: question,
      requestedSchema: {
        type: 'object',
        properties: { ok: { type: 'boolean', title: 'Go on?', default: true } },
      },
    });
    return inputRequired({
      inputRequests: { [this.keyOf(question)]: elicitation },
      requestState: await codec.mint(Object.fromEntries(this.answers)),
    });
  }

  private keyOf(question: string): string {
    return createHash('sha256')
      .update(JSON.stringify([this.call, question]))
      .digest('base64url');
  }
}
