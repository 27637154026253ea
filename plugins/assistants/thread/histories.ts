import {
  type LeasedRecord,
  Service,
  type TextAnswer,
  type TextMessage,
  type TextRequest,
  type ToolCall,
  ToolError,
} from 'openai-mcp-host/plugin';
import { AssistantsSettings } from '../assistants.settings.js';
import { Conversations } from './conversations.js';
import { OwnHistory } from './own-history.js';
import type { Thread } from './thread.js';

/** What was said in a thread, for a question that goes on in it. */
export interface History {
  /** What of the request the history decides on. */
  request(messages: readonly TextMessage[]): Pick<TextRequest, 'messages' | 'conversation'>;
  /** Puts down what was asked and answered. */
  settle(messages: readonly TextMessage[], answer: TextAnswer): Promise<void>;
}

/** English has about four characters a token, other languages fewer. */
const CHARACTERS_PER_TOKEN = 3;

/** Finds where what was said lies: at OpenAI, or here. */
@Service()
export class Histories {
  constructor(
    private readonly conversations: Conversations,
    private readonly own: OwnHistory,
    private readonly settings: AssistantsSettings,
  ) {}

  async open(thread: LeasedRecord<Thread>, call: ToolCall): Promise<History> {
    if (this.conversations.areThere) return this.atOpenAI(thread, call);
    if (thread.value.conversation !== undefined) throw elsewhere(thread.id);
    return this.here(thread, call);
  }

  private async atOpenAI(thread: LeasedRecord<Thread>, call: ToolCall): Promise<History> {
    const conversation = await this.conversationOf(thread, call);
    if (thread.before?.isUnsettled)
      await thread.write({ pending: await this.conversations.pending(conversation) });
    return {
      request: (messages) => ({ messages, conversation }),
      settle: (_, { calls }) => thread.write(settled(calls)),
    };
  }

  /** What was kept here, of an import or of another provider, goes along once. */
  private async conversationOf(thread: LeasedRecord<Thread>, call: ToolCall): Promise<string> {
    const { conversation, count } = thread.value;
    if (conversation !== undefined) return conversation;
    const id = await this.conversations.create(thread.id, await this.own.read(thread.id, 0, count, call));
    await thread.write({ conversation: id, count: 0 });
    if (count > 0) await this.own.clear(thread.id, call);
    return id;
  }

  private async here(thread: LeasedRecord<Thread>, call: ToolCall): Promise<History> {
    const { count, pending } = thread.value;
    const most = this.settings.historyTokens * CHARACTERS_PER_TOKEN;
    const { messages: before, cut } = await this.own.newest(thread.id, count, most, call);
    if (cut > 0 && pending.length > 0 && before.length === 0) throw outgrown();
    if (cut > 0)
      call.note(
        `The first ${cut} of ${count} messages of the thread were left out: more than historyTokens (${this.settings.historyTokens}) does not go with a question.`,
      );
    return {
      request: (messages) => ({ messages: [...before, ...messages] }),
      settle: async (messages, { calls }) => {
        await this.own.write(thread.id, count, messages, call);
        await thread.write({ ...settled(calls), count: count + messages.length });
      },
    };
  }
}

const settled = (calls: TextAnswer['calls']) => ({
  pending: calls.map(({ id, name, arguments: args }) => ({ id, name, arguments: args })),
  hasBegun: true,
  isUnsettled: false,
});

const elsewhere = (id: string) =>
  new ToolError(
    'THREAD_NOT_FOUND',
    `What was said in ${id} lies at OpenAI, and this server asks another provider now.`,
    'Ask on a server that uses OpenAI, or begin a new thread.',
  );

const outgrown = () =>
  new ToolError(
    'CONTEXT_TOO_LONG',
    'The question that led to these calls is longer than what of a thread goes with a question.',
    'Raise historyTokens in the settings of the plugin, or begin a new thread.',
  );
