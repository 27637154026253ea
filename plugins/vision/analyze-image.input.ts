import { IsIn, IsInt, IsObject, IsOptional, IsString } from 'class-validator';
import { Describe, type JsonSchema, Schema } from 'openai-mcp-host/plugin';
import { TASKS, type Task } from './task.js';

const DETAILS = ['auto', 'low', 'high', 'original'] as const;
export type Detail = (typeof DETAILS)[number];

/** What the listing says of a question about pictures; {@link ImageQuestion} is its exact form. */
export class AnalyzeImageInput {
  @Describe('URL or path; or several')
  @Schema({ anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] })
  image_url!: string | string[];

  @IsOptional()
  @IsString()
  prompt?: string;

  @IsOptional()
  @IsObject()
  json_schema?: JsonSchema;

  @IsOptional()
  @IsIn(DETAILS)
  detail?: Detail;

  @IsOptional()
  @IsString()
  model?: string;

  @IsOptional()
  @IsIn(TASKS)
  task?: Task;

  @IsOptional()
  @IsInt()
  max_tokens?: number;
}
