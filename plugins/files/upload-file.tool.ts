import { IsIn, IsObject, IsOptional, IsString } from 'class-validator';
import { Describe, Shapes, Tool, type ToolCall, type ToolResult } from 'openai-mcp-host/plugin';
import { FILE_ERRORS } from './api-errors.js';
import { FileFacts, factsResult } from './file-facts.js';
import { PURPOSES, type Purpose } from './upload/upload-limits.js';
import { UploadWish } from './upload/upload-wish.js';
import { Uploads } from './upload/uploads.js';

class UploadFileInput {
  @Describe('Path or URL')
  @IsString()
  file!: string;

  @IsOptional()
  @IsIn(PURPOSES)
  purpose?: Purpose;

  @IsOptional()
  @IsString()
  filename?: string;

  @IsOptional()
  @IsObject()
  expires_after?: UploadWish['expires_after'];
}

@Tool({
  name: 'upload-file',
  title: 'Upload a file',
  description: 'Upload a file to OpenAI; returns its id. Called again, it goes on where it stopped.',
  input: UploadFileInput,
  output: FileFacts,
  effect: 'additive',
  long: 'resumable',
  timeoutSeconds: 3900,
  errors: {
    FILE_EMPTY: 'There is nothing in the file.',
    FILES_API_MISSING: FILE_ERRORS.FILES_API_MISSING,
    UPLOAD_EXPIRED: 'It took longer than the hour that OpenAI gives an upload.',
  },
})
export class UploadFile {
  constructor(
    private readonly uploads: Uploads,
    private readonly shapes: Shapes,
  ) {}

  async run(input: UploadFileInput, call: ToolCall): Promise<ToolResult<FileFacts>> {
    return factsResult(await this.uploads.upload(await this.shapes.check(UploadWish, input), call));
  }
}
