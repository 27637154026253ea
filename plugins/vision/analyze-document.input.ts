import { IsBoolean, IsIn, IsOptional, IsString } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';
import { MODES, type Mode } from './document/document-modes.js';
import { TASKS, type Task } from './task.js';

export class AnalyzeDocumentInput {
  @IsString()
  file_url!: string;

  @IsOptional()
  @IsIn(MODES)
  mode?: Mode;

  @IsOptional()
  @IsString()
  prompt?: string;

  @Describe('1-3,7')
  @IsOptional()
  @IsString()
  pages?: string;

  @IsOptional()
  @IsBoolean()
  by_page?: boolean;

  @IsOptional()
  @IsString()
  model?: string;

  @IsOptional()
  @IsIn(TASKS)
  task?: Task;
}
