import { IsArray, IsOptional, IsString } from 'class-validator';
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

  /** Any JSON there is, so no schema says anything of it. */
  json?: unknown;

  @IsOptional()
  @IsArray()
  tool_calls?: ToolCallMade[];

  @IsOptional()
  @IsArray()
  candidates?: Candidate[];
}
