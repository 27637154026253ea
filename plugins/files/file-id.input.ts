import { Matches } from 'class-validator';

/** A file at OpenAI. */
export class FileIdInput {
  @Matches(/^[\w.-]{1,200}$/)
  file_id!: string;
}
