import { Matches } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';

/** A file at OpenAI. */
export class FileIdInput {
  @Describe('Such as list-files gives')
  @Matches(/^\w[\w.-]{0,199}$/)
  file_id!: string;
}
