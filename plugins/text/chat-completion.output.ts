import { IsArray, IsOptional, IsString } from 'class-validator';
import { Schema } from 'openai-mcp-host/plugin';
import type { CalledFunction } from './messages.js';

export class ChatCompletionOutput {
  @IsString()
  id!: string;

  @IsString()
  text!: string;

  @IsString()
  finish_reason!: string;

  @IsOptional()
  @Schema({})
  json?: unknown;

  @IsOptional()
  @IsArray()
  tool_calls?: CalledFunction[];
}
