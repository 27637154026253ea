import { IsBoolean, IsOptional, IsString } from 'class-validator';
import { confirmed, OpenAIClient, Tool, type ToolCall, ToolResult } from 'openai-mcp-host/plugin';
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
    const what = `${filename} (${id}, ${bytes.toLocaleString('en')} bytes)`;
    await confirmed(`Delete ${what} at OpenAI for good?`, confirm === true, call);
    const { deleted } = await asked(this.openai.files.delete(id), id);
    return new ToolResult({ id, deleted }, `${filename} (${id}) is deleted.`);
  }
}
