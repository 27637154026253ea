import { IsInt, IsString } from 'class-validator';
import { Tool, type ToolCall, ToolResult } from 'openai-mcp-host/plugin';
import { FILE_ERRORS } from './api-errors.js';
import { Downloads } from './downloads.js';
import { FileIdInput } from './file-id.input.js';

class DownloadFileOutput {
  @IsString()
  path!: string;

  @IsInt()
  bytes!: number;
}

@Tool({
  name: 'download-file',
  title: 'Download a file',
  description:
    'Save a file from OpenAI in the output folder. Uploads to read from (user_data, assistants, vision) stay there.',
  input: FileIdInput,
  output: DownloadFileOutput,
  effect: 'additive',
  long: 'resumable',
  timeoutSeconds: 3600,
  errors: { ...FILE_ERRORS, DOWNLOAD_REFUSED: 'OpenAI gives back no files of this purpose.' },
})
export class DownloadFile {
  constructor(private readonly downloads: Downloads) {}

  async run({ file_id: id }: FileIdInput, call: ToolCall): Promise<ToolResult<DownloadFileOutput>> {
    const file = await this.downloads.save(id, call);
    const { path, size: bytes } = file;
    return new ToolResult({ path, bytes }, `Saved as ${path} (${bytes.toLocaleString('en')} bytes).`).file(
      file,
    );
  }
}
