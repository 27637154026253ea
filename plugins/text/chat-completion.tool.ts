import {
  Shapes,
  TextGeneration,
  Tool,
  type ToolCall,
  type ToolResult,
  textProgress,
} from 'openai-mcp-host/plugin';
import { answerFormat } from './answer-format.js';
import { chatResult } from './candidates.js';
import { Chat } from './chat.js';
import { ChatCompletionInput } from './chat-completion.input.js';
import { ChatCompletionOutput } from './chat-completion.output.js';
import { TEXT_ERRORS } from './errors.js';
import { choiceOf } from './function-choice.js';
import { plainFunctions } from './functions.js';
import { MessageSources } from './message-sources.js';
import { TextSettings } from './text.settings.js';

@Tool({
  name: 'chat-completion',
  title: 'Chat',
  description: 'Ask a model; returns text, JSON or function calls.',
  input: ChatCompletionInput,
  output: ChatCompletionOutput,
  effect: 'read-only',
  errors: {
    ...TEXT_ERRORS,
    JSON_SCHEMA_INVALID: 'json_schema is not a JSON Schema.',
    OUTPUT_NOT_JSON: 'JSON was asked for, and the answer is none, nor after one repair.',
    OUTPUT_NOT_VALID: 'The JSON of the answer does not fit the schema, nor after one repair.',
    RESPONSE_NOT_FOUND: 'There is no answer of the id previous_response_id to go on from.',
    RESPONSES_API_MISSING: 'The provider lacks the Responses API, which a parameter needs.',
  },
})
export class ChatCompletion {
  constructor(
    private readonly generation: TextGeneration,
    private readonly sources: MessageSources,
    private readonly shapes: Shapes,
    private readonly settings: TextSettings,
  ) {}

  async run(input: ChatCompletionInput, call: ToolCall): Promise<ToolResult<ChatCompletionOutput>> {
    const chat = await this.shapes.check(Chat, {
      ...input,
      functions: plainFunctions(input.functions ?? []),
      tools: plainFunctions(input.tools ?? []),
    });
    const functions = [...chat.functions, ...chat.tools];
    const request = {
      model: chat.model,
      fallbackModel: this.settings.model,
      task: chat.task,
      previousResponseId: chat.previous_response_id,
      maxTokens: chat.max_tokens,
      temperature: chat.temperature,
      functions,
      choice: choiceOf(chat.tool_choice, functions),
      format: answerFormat(chat),
      effort: chat.reasoning_effort,
      verbosity: chat.verbosity,
      serviceTier: chat.service_tier,
      promptCacheKey: chat.prompt_cache_key,
      messages: await this.sources.open(chat.messages),
      onText: chat.stream ? textProgress(call) : undefined,
    };

    const answers =
      chat.n === 1
        ? [await this.generation.ask(request, call)]
        : await this.generation.candidates(request, chat.n, call);

    return chatResult(answers, chat.n);
  }
}
