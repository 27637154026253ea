import {
  type LeasedRecord,
  Service,
  type TextAnswer,
  TextGeneration,
  type TextMessage,
  type TextMessagePart,
  type TextRequest,
  type ToolCall,
  ToolError,
  textFormatOf,
  textProgress,
} from 'openai-mcp-host/plugin';
import { type AssistantForm, vectorStoresOf } from '../assistant/assistant-form.js';
import { functionsOf, hostedToolsOf } from '../assistant/assistant-tools.js';
import { AssistantsSettings } from '../assistants.settings.js';
import { Histories } from './histories.js';
import { newMessages, type ToolOutputGiven } from './new-messages.js';
import type { Thread } from './thread.js';

/** What is asked in a thread. */
export interface Question {
  input?: string | undefined;
  files: readonly TextMessagePart[];
  outputs: readonly ToolOutputGiven[];
}

/** Asks an assistant in a thread that is held. */
@Service()
export class Asking {
  constructor(
    private readonly generation: TextGeneration,
    private readonly histories: Histories,
    private readonly settings: AssistantsSettings,
  ) {}

  async ask(
    thread: LeasedRecord<Thread>,
    assistant: AssistantForm,
    question: Question,
    call: ToolCall,
  ): Promise<TextAnswer> {
    const history = await this.histories.open(thread, call);
    const first = thread.value.hasBegun ? [] : filesOf(assistant);
    const files = [...first, ...question.files];
    const messages = newMessages(thread.value.pending, question.outputs, question.input, files);
    const request: TextRequest = {
      ...this.requestOf(assistant, thread, call),
      ...history.request(messages),
      onText: textProgress(call),
    };
    const answer = await this.answered(request, call);
    await history.settle([...messages, messageOf(answer)], answer);
    return answer;
  }

  /** Of a conversation that has outgrown the model, the oldest part stays behind; what was refused has cost nothing. */
  private async answered(request: TextRequest, call: ToolCall): Promise<TextAnswer> {
    try {
      return await this.generation.ask(request, call);
    } catch (error) {
      const isTooLong = ToolError.is(error) && error.code === 'CONTEXT_TOO_LONG';
      if (!isTooLong || request.conversation === undefined) throw error;
      call.note(
        'The thread is longer than the model can read: its oldest part was left out of this question.',
      );
      return this.generation.ask({ ...request, truncation: 'auto' }, call);
    }
  }

  private requestOf(
    assistant: AssistantForm,
    { value: { vector_store_ids: own = [] } }: LeasedRecord<Thread>,
    call: ToolCall,
  ): Omit<TextRequest, 'messages'> {
    const stores = [...new Set([...vectorStoresOf(assistant), ...own])];
    const hostedTools = hostedToolsOf(assistant.tools, stores);
    if (stores.length === 0 && assistant.tools.some(({ type }) => type === 'file_search'))
      call.note('file_search has no vector store to search; it was left out.');
    const functions = functionsOf(assistant.tools);
    return {
      model: assistant.model,
      fallbackModel: this.settings.model,
      instructions: assistant.instructions,
      ...(functions.length > 0 && { functions }),
      ...(hostedTools.length > 0 && { hostedTools, maxToolCalls: this.settings.toolCalls }),
      format: textFormatOf(assistant.response_format),
      temperature: assistant.temperature,
      topP: assistant.top_p,
      effort: assistant.reasoning_effort,
    };
  }
}

const filesOf = ({ file_ids: ids = [] }: AssistantForm): TextMessagePart[] =>
  ids.map((file_id) => ({ type: 'file', file: { file_id } }));

const messageOf = ({ text, calls }: TextAnswer): TextMessage => ({
  role: 'assistant',
  content: text,
  ...(calls.length > 0 && {
    tool_calls: calls.map(({ id, name, arguments: args }) => ({
      id,
      type: 'function' as const,
      function: { name, arguments: args },
    })),
  }),
});
