import { IsArray, IsOptional, IsString } from 'class-validator';
import {
  type FunctionCalled,
  Shapes,
  TextGeneration,
  Tool,
  type ToolCall,
  ToolResult,
} from 'openai-mcp-host/plugin';
import { TEXT_ERRORS } from './errors.js';
import { FunctionCallInput } from './function-call.input.js';
import { FunctionChat } from './function-chat.js';
import { choiceOf } from './function-choice.js';
import { plainFunctions } from './functions.js';
import { MessageSources } from './message-sources.js';
import { TextSettings } from './text.settings.js';

/** A function call with its arguments parsed, and checked against the function's own schema. */
interface CheckedCall {
  id: string;
  name: string;
  /** null where they are not a JSON object. */
  arguments: Record<string, unknown> | null;
  valid: boolean;
  problems?: string[];
  /** The arguments as the model wrote them, where they could not be parsed. */
  raw?: string;
}

class FunctionCallOutput {
  @IsString()
  id!: string;

  @IsArray()
  calls!: CheckedCall[];

  @IsOptional()
  @IsString()
  text?: string;
}

@Tool({
  name: 'function-call',
  title: 'Choose functions',
  description: 'Let a model choose functions; returns checked calls, runs none.',
  input: FunctionCallInput,
  output: FunctionCallOutput,
  effect: 'read-only',
  errors: TEXT_ERRORS,
})
export class CallFunctions {
  constructor(
    private readonly generation: TextGeneration,
    private readonly sources: MessageSources,
    private readonly shapes: Shapes,
    private readonly settings: TextSettings,
  ) {}

  async run(input: FunctionCallInput, call: ToolCall): Promise<ToolResult<FunctionCallOutput>> {
    const plain = { ...input, functions: plainFunctions(input.functions) };
    const { model, functions, ...chat } = await this.shapes.check(FunctionChat, plain);
    const choice = choiceOf(chat.function_call, functions);
    const messages = await this.sources.open(chat.messages);

    const fallbackModel = this.settings.model;
    const answer = await this.generation.ask({ model, fallbackModel, messages, functions, choice }, call);

    const calls = answer.calls.map(checked);
    const text = answer.text || undefined;
    const lines = calls.map(({ name, valid, problems = [], ...one }) => {
      const args = one.arguments === null ? one.raw : JSON.stringify(one.arguments);
      return `Call ${name}(${args}) as ${one.id}.${valid ? '' : ` Not valid: ${problems.join('; ')}`}`;
    });
    return new ToolResult({ id: answer.id, calls, text }, [text, ...lines].filter(Boolean).join('\n'));
  }
}

function checked({ id, name, arguments: raw, parsed, problems }: FunctionCalled): CheckedCall {
  const valid = problems.length === 0;
  return {
    id,
    name,
    arguments: parsed,
    valid,
    ...(!valid && { problems }),
    ...(parsed === null && { raw }),
  };
}
