import { IsArray, IsObject, IsOptional, IsString } from 'class-validator';
import { Shapes, Tool, type ToolCall, ToolResult } from 'openai-mcp-host/plugin';
import { checkMessages } from './check-messages.js';
import { type CheckedCall, callChecker } from './checked-calls.js';
import { TEXT_ERRORS } from './errors.js';
import { FunctionCallInput } from './function-call.input.js';
import { FunctionChat } from './function-chat.js';
import { choiceOf } from './function-choice.js';
import { TextGeneration } from './text-generation.js';

class FunctionCallOutput {
  @IsString()
  id!: string;

  @IsArray()
  @IsObject({ each: true })
  calls!: CheckedCall[];

  @IsOptional()
  @IsString()
  text?: string;
}

@Tool({
  name: 'function-call',
  title: 'Choose function calls',
  description: 'Let a model choose functions; returns checked calls, runs none.',
  input: FunctionCallInput,
  output: FunctionCallOutput,
  effect: 'read-only',
  errors: { ...TEXT_ERRORS, FUNCTION_SCHEMA_INVALID: 'The parameters of a function are not a JSON Schema.' },
})
export class CallFunctions {
  constructor(
    private readonly generation: TextGeneration,
    private readonly shapes: Shapes,
  ) {}

  async run(input: FunctionCallInput, call: ToolCall): Promise<ToolResult<FunctionCallOutput>> {
    const { model, ...listed } = input;
    const { messages, functions, function_call } = await this.shapes.check(FunctionChat, listed);
    checkMessages(messages);
    const choice = choiceOf(function_call, functions);
    const check = await callChecker(functions);

    const answer = await this.generation.ask({ model, messages, functions, choice }, call);

    const calls = answer.calls.map(check);
    const text = answer.text || undefined;
    const lines = calls.map(({ name, valid, problems = [], ...one }) => {
      const args = one.arguments === null ? one.raw : JSON.stringify(one.arguments);
      return `Call ${name}(${args}) as ${one.id}.${valid ? '' : ` Not valid: ${problems.join('; ')}`}`;
    });
    return new ToolResult({ id: answer.id, calls, text }, [text, ...lines].filter(Boolean).join('\n'));
  }
}
