import { IsIn, IsOptional, IsString } from 'class-validator';
import { Describe, Nested, Schema } from 'openai-mcp-host/plugin';
import { FINISHES } from './text-request.js';
import { ToolCallMade } from './tool-call-made.js';

export class ChatCompletionOutput {
  @IsString()
  id!: string;

  @IsString()
  text!: string;

  @IsIn(FINISHES)
  finish_reason!: (typeof FINISHES)[number];

  @Describe('The text as JSON, of any type.')
  @IsOptional()
  @Schema({})
  json?: unknown;

  @IsOptional()
  @Nested(() => ToolCallMade, { each: true })
  tool_calls?: ToolCallMade[];
}
