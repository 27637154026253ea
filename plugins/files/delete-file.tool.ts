import { IsBoolean, IsOptional, IsString } from 'class-validator';
import { OpenAIClient, Tool, type ToolCall, ToolError, ToolResult } from 'openai-mcp-host/plugin';
import { asked, FILE_ERRORS } from './api-errors.js';
import { FileIdInput } from './file-id.input.js';

class DeleteFileInput extends FileIdInput {
  @IsOptional()
  @IsBoolean()
  confirm?: boolean;
}

class DeleteFileOutput {
  @IsString()
  id!: string;

  @IsBoolean()
  deleted!: boolean;
}

@Tool({
  name: 'delete-file',
  title: 'Delete a file',
  description: 'Delete a file at OpenAI, out of every vector store too, once a person agrees.',
  input: DeleteFileInput,
  output: DeleteFileOutput,
  effect: 'destructive',
  errors: { ...FILE_ERRORS, NOT_CONFIRMED: 'Nobody agreed.' },
})
export class DeleteFile {
  constructor(private readonly openai: OpenAIClient) {}

  async run(
    { file_id: id, confirm }: DeleteFileInput,
    call: ToolCall,
  ): Promise<ToolResult<DeleteFileOutput>> {
    const { filename, bytes } = await asked(this.openai.files.retrieve(id), id);
    const answer = await call.confirm(
      `Delete ${filename} (${id}, ${bytes.toLocaleString('en')} bytes) at OpenAI for good?`,
    );
    if (answer === 'declined' || (answer === 'unavailable' && confirm !== true)) throw notConfirmed(answer);
    const { deleted } = await asked(this.openai.files.delete(id), id);
    return new ToolResult({ id, deleted }, `${filename} (${id}) is deleted.`);
  }
}

const notConfirmed = (answer: 'declined' | 'unavailable') =>
  answer === 'declined'
    ? new ToolError('NOT_CONFIRMED', 'The person did not agree; nothing was deleted.')
    : new ToolError(
        'NOT_CONFIRMED',
        'This client has no way to ask the person, so nothing was deleted.',
        'Ask the person, and call again with confirm: true once they have agreed.',
      );
