import { IsArray, IsOptional, IsString } from 'class-validator';
import { Schema } from 'openai-mcp-host/plugin';
import type { ToolCallMade } from './tool-call-made.js';

/** One of several answers. */
export interface Candidate {
  text: string;
  finish_reason: string;
  json?: unknown;
  tool_calls?: ToolCallMade[];
}

/** The first answer; where several were asked for, `candidates` has all of them. */
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
  tool_calls?: ToolCallMade[];

  @IsOptional()
  @IsArray()
  candidates?: Candidate[];
}
