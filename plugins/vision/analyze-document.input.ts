import { IsBoolean, IsOptional, IsString } from 'class-validator';
import { Describe, Schema } from 'openai-mcp-host/plugin';
import { MODES, type Mode } from './document-modes.js';
import { TASKS, type Task } from './task.js';

export class AnalyzeDocumentInput {
  @IsString()
  file_url!: string;

  @IsOptional()
  @Schema({ enum: MODES })
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
  @Schema({ enum: TASKS })
  task?: Task;
}
