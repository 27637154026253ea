import { IsArray, IsObject, IsOptional, IsString } from 'class-validator';
import { Union } from 'openai-mcp-host/plugin';
import type { ToolCallMade } from './tool-call-made.js';

export class ChatCompletionOutput {
  @IsString()
  id!: string;

  @IsString()
  text!: string;

  @IsString()
  finish_reason!: string;

  @IsOptional()
  @Union('object', { type: 'array' }, 'string', 'number', 'boolean', 'null')
  json?: unknown;

  @IsOptional()
  @IsArray()
  @IsObject({ each: true })
  tool_calls?: ToolCallMade[];
}
