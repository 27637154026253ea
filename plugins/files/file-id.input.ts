import { Matches } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';

/** A file at OpenAI. */
export class FileIdInput {
  @Describe('Such as list-files gives')
  @Matches(/^[\w.-]{1,200}$/)
  file_id!: string;
}
