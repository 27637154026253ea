import { ArrayMaxSize, IsArray, IsIn, IsNumber, IsOptional, IsString, Matches } from 'class-validator';
import { Nested } from 'openai-mcp-host/plugin';
import { AssistantForm } from '../assistant/assistant-form.js';

export class ImportedAssistant extends AssistantForm {
  @Matches(/^asst_[\w-]{1,100}$/)
  id!: string;
}

export class ImportedMessage {
  @IsIn(['user', 'assistant'])
  role!: 'user' | 'assistant';

  @IsString()
  content!: string;

  @IsOptional()
  @IsNumber()
  created_at?: number;
}

export class ImportedThread {
  @Matches(/^thread_[\w-]{1,100}$/)
  id!: string;

  @IsOptional()
  @Matches(/^asst_[\w-]{1,100}$/)
  assistant_id?: string;

  @IsOptional()
  @IsArray()
  @Matches(/^vs_[\w-]{1,100}$/, { each: true })
  vector_store_ids?: string[];

  @IsArray()
  @Nested(() => ImportedMessage, { each: true })
  messages!: ImportedMessage[];
}

/** An export with nothing left but what is kept of it; its places are those of the file. */
export class Imported {
  @IsArray()
  @ArrayMaxSize(10_000)
  @Nested(() => ImportedAssistant, { each: true })
  assistants!: ImportedAssistant[];

  @IsArray()
  @ArrayMaxSize(10_000)
  @Nested(() => ImportedThread, { each: true })
  threads!: ImportedThread[];
}
