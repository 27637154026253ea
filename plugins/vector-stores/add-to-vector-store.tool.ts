import { IsArray, IsInt, IsObject, IsOptional, IsString } from 'class-validator';
import { type Job, Shapes, Tool, type ToolCall, ToolError, ToolResult } from 'openai-mcp-host/plugin';
import { Addition } from './addition.js';
import { Additions, type NotUploaded } from './additions.js';
import { STORE_ERRORS } from './api-errors.js';
import { checkAttributes } from './attributes.js';
import { checkOverlap } from './chunking-strategy.js';

class AddToVectorStoreInput {
  @IsString()
  vector_store_id!: string;

  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  file_ids?: string[];

  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  files?: string[];

  @IsOptional()
  @IsObject()
  attributes?: Addition['attributes'];

  @IsOptional()
  @IsObject()
  chunking_strategy?: Addition['chunking_strategy'];

  @IsOptional()
  @IsInt()
  wait_seconds?: number;
}

class AddToVectorStoreOutput {
  @IsString()
  id!: string;

  @IsString()
  status!: string;

  /** Not listed, as all that follows: clients that look for it find it. */
  file_counts?: unknown;
  failed?: unknown[];
  not_uploaded?: NotUploaded[];
}

@Tool({
  name: 'add-to-vector-store',
  title: 'Add to vector store',
  description: 'Add files, by id, path or URL, to a vector store.',
  input: AddToVectorStoreInput,
  output: AddToVectorStoreOutput,
  effect: 'additive',
  long: 'resumable',
  timeoutSeconds: 3600,
  errors: {
    ...STORE_ERRORS,
    ATTRIBUTES_INVALID: 'The attributes are too large.',
    FILE_ID_UNKNOWN: 'OpenAI has no such file.',
    PARAMETERS_CONFLICT: 'The chunks overlap by more than half, or no file is named.',
  },
})
export class AddToVectorStore {
  constructor(
    private readonly additions: Additions,
    private readonly shapes: Shapes,
  ) {}

  async run(input: AddToVectorStoreInput, call: ToolCall): Promise<ToolResult<AddToVectorStoreOutput>> {
    const addition = await this.shapes.check(Addition, input);
    if (addition.file_ids === undefined && addition.files === undefined)
      throw new ToolError(
        'PARAMETERS_CONFLICT',
        'The call names no file.',
        'Name some in file_ids or files.',
      );
    checkAttributes(addition.attributes, 'attributes');
    checkOverlap(addition.chunking_strategy);
    const { job, notUploaded } = await this.additions.add(addition, call);
    for (const { file, code, message } of notUploaded)
      call.note(`${file.slice(0, 200)} was not uploaded (${code}): ${message}`);
    const { id, status, data = {} } = job;
    return new ToolResult(
      { id, status, ...data, ...(notUploaded.length > 0 && { not_uploaded: notUploaded }) },
      wordsOn(job),
    );
  }
}

function wordsOn({ id, title, status, doing, data, problem, hasEnded }: Job): string {
  if (!hasEnded)
    return `"${title}" goes on as ${id} (${doing ?? 'just started'}). See get-job for its end; cancel-job stops it.`;
  const counts = data?.file_counts as { completed: number; total: number } | undefined;
  const done = counts === undefined ? '' : ` ${counts.completed} of ${counts.total} files are indexed.`;
  return `"${title}" is ${status}.${done}${problem === undefined ? '' : ` ${problem.message}`}`;
}
