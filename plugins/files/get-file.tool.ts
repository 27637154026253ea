import { OpenAIClient, Tool, type ToolResult } from 'openai-mcp-host/plugin';
import { asked, FILE_ERRORS } from './api-errors.js';
import { FileFacts, factsResult } from './file-facts.js';
import { FileIdInput } from './file-id.input.js';

@Tool({
  name: 'get-file',
  title: 'Get a file',
  description: 'Tell name, size, purpose and expiry of a file at OpenAI.',
  input: FileIdInput,
  output: FileFacts,
  effect: 'read-only',
  errors: FILE_ERRORS,
})
export class GetFile {
  constructor(private readonly openai: OpenAIClient) {}

  async run({ file_id: id }: FileIdInput): Promise<ToolResult<FileFacts>> {
    return factsResult(await asked(this.openai.files.retrieve(id), id));
  }
}
