import { IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { OpenAIClient, Tool, ToolResult } from 'openai-mcp-host/plugin';
import { asked, FILE_ERRORS } from './api-errors.js';
import { type FileFacts, factsOf, lineOf } from './file-facts.js';

class ListFilesInput {
  @IsOptional()
  @IsString()
  purpose?: string;

  @IsInt()
  @Min(1)
  @Max(1000)
  limit = 50;

  @IsOptional()
  @IsString()
  after?: string;

  @IsOptional()
  @IsIn(['asc', 'desc'])
  order?: 'asc' | 'desc';
}

class ListFilesOutput {
  @IsArray()
  files!: FileFacts[];

  @IsBoolean()
  has_more!: boolean;
}

@Tool({
  name: 'list-files',
  title: 'List files',
  description: 'List the files kept at OpenAI, newest first.',
  input: ListFilesInput,
  output: ListFilesOutput,
  effect: 'read-only',
  errors: { FILES_API_MISSING: FILE_ERRORS.FILES_API_MISSING },
})
export class ListFiles {
  constructor(private readonly openai: OpenAIClient) {}

  async run(input: ListFilesInput): Promise<ToolResult<ListFilesOutput>> {
    const { data, has_more } = await asked(
      this.openai.files.list({ ...input }).then((page) => page),
      input.after,
    );
    const lines = data.map(lineOf);
    if (has_more) lines.push(`There are more: ask with after ${data.at(-1)?.id}.`);
    return new ToolResult(
      { files: data.map(factsOf), has_more },
      lines.join('\n') || 'There are no such files.',
    );
  }
}
