import { Shapes, TextGeneration, Tool, type ToolCall, ToolResult } from 'openai-mcp-host/plugin';
import { answerFormat } from './answer-format.js';
import { Chat } from './chat.js';
import { ChatCompletionInput } from './chat-completion.input.js';
import { ChatCompletionOutput } from './chat-completion.output.js';
import { checkMessages } from './check-messages.js';
import { TEXT_ERRORS } from './errors.js';
import { choiceOf } from './function-choice.js';
import { functionSpecs } from './functions.js';
import { TextSettings } from './text.settings.js';
import { textProgress } from './text-progress.js';

@Tool({
  name: 'chat-completion',
  title: 'Chat with a model',
  description: 'Ask an OpenAI model; returns its text, JSON, or the functions to call.',
  input: ChatCompletionInput,
  output: ChatCompletionOutput,
  effect: 'read-only',
  errors: {
    ...TEXT_ERRORS,
    PARAMETERS_CONFLICT: 'Two parameters contradict each other.',
    FUNCTION_SCHEMA_INVALID: 'The parameters of a function are not a JSON Schema.',
    JSON_SCHEMA_INVALID: 'json_schema is not a JSON Schema.',
    OUTPUT_NOT_JSON: 'JSON was asked for, and the answer is none.',
    OUTPUT_NOT_VALID: 'The JSON of the answer does not fit the schema.',
  },
})
export class ChatCompletion {
  constructor(
    private readonly generation: TextGeneration,
    private readonly shapes: Shapes,
    private readonly settings: TextSettings,
  ) {}

  async run(input: ChatCompletionInput, call: ToolCall): Promise<ToolResult<ChatCompletionOutput>> {
    const { messages: listed, functions: specs, tools, tool_choice, response_format, json_schema } = input;
    const parts = { messages: listed, functions: specs, tools, tool_choice, response_format };
    const chat = await this.shapes.check(Chat, parts);
    checkMessages(chat.messages);
    const functions = functionSpecs(chat.functions, chat.tools);
    const choice = choiceOf(chat.tool_choice, functions);
    const format = answerFormat({ response_format: chat.response_format, json_schema });

    const { id, text, json, calls, finish } = await this.generation.ask(
      {
        model: input.model,
        fallbackModel: this.settings.model,
        messages: chat.messages,
        maxTokens: input.max_tokens,
        temperature: input.temperature,
        functions,
        choice,
        format,
        effort: input.reasoning_effort,
        verbosity: input.verbosity,
        onText: input.stream ? textProgress(call) : undefined,
      },
      call,
    );

    const called = calls.map(({ id, name, arguments: args }) => ({
      id,
      type: 'function' as const,
      function: { name, arguments: args },
    }));
    const output = {
      id,
      text,
      finish_reason: finish,
      json,
      tool_calls: called.length > 0 ? called : undefined,
    };
    const lines = calls.map((one) => `Call ${one.name}(${one.arguments}) as ${one.id}.`);
    return new ToolResult(output, [text, ...lines].filter((line) => line !== '').join('\n'));
  }
}
