import { IsArray, IsOptional, IsString } from 'class-validator';
import { Describe, Files, Schema, Tool, type ToolCall, ToolError, ToolResult } from 'openai-mcp-host/plugin';
import { lineOn } from './assistant/assistant-output.js';
import { invalid } from './import/export-parts.js';
import { Import } from './import/import.js';

const MOST_BYTES = 100 * 1024 * 1024;

class ImportAssistantsInput {
  @Describe('JSON: path or URL')
  @IsOptional()
  @IsString()
  file?: string;

  @Describe('The JSON itself')
  @IsOptional()
  @Schema({ anyOf: [{ type: 'object' }, { type: 'array', items: { type: 'object' } }] })
  assistants?: unknown;
}

class ImportAssistantsOutput {
  @IsArray()
  assistants!: string[];

  @IsArray()
  threads!: string[];

  @IsArray()
  skipped!: string[];
}

@Tool({
  name: 'import-assistants',
  title: 'Import assistants',
  description: 'Take over an export of the Assistants API, threads too.',
  input: ImportAssistantsInput,
  output: ImportAssistantsOutput,
  effect: 'additive',
  errors: { IMPORT_INVALID: 'What is given is no export of assistants.' },
})
export class ImportAssistants {
  constructor(
    private readonly files: Files,
    private readonly import_: Import,
  ) {}

  async run(
    { file, assistants }: ImportAssistantsInput,
    call: ToolCall,
  ): Promise<ToolResult<ImportAssistantsOutput>> {
    if ((file === undefined) === (assistants === undefined))
      throw new ToolError('INPUT_INVALID', 'One of file and assistants is wanted.', 'Give one of them.');
    const outcome = await this.import_.take(file === undefined ? assistants : await this.read(file), call);
    const { threads, skipped } = outcome;
    const lines = [
      `Imported: assistants ${outcome.assistants.length}, threads ${threads.length}.`,
      ...outcome.assistants.map(lineOn),
      ...(threads.length > 0 ? [`Threads: ${threads.join(', ')}`] : []),
      ...(skipped.length > 0 ? [`There already, and left as they are: ${skipped.join(', ')}`] : []),
    ];
    return new ToolResult(
      { assistants: outcome.assistants.map(({ id }) => id), threads, skipped },
      lines.join('\n'),
    );
  }

  private async read(source: string): Promise<unknown> {
    const { name, data } = await this.files.read(source, { maxBytes: MOST_BYTES });
    if (data.length === 0) throw invalid(`${name} is empty.`);
    try {
      return JSON.parse(data.toString('utf8').replace(/^\uFEFF/, ''));
    } catch (error) {
      throw invalid(`${name} is not JSON: ${(error as Error).message.slice(0, 300)}`);
    }
  }
}
