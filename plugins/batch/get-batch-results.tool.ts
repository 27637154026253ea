import { IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, Min } from 'class-validator';
import {
  type BatchResult,
  Files,
  type StoredFile,
  Tool,
  type ToolCall,
  ToolResult,
} from 'openai-mcp-host/plugin';
import { KNOWN_ERRORS } from './errors.js';
import { ResultFiles } from './results/result-files.js';
import { savePictures } from './results/result-pictures.js';
import { csvRow, type ResultRow, rowOf } from './results/result-row.js';

/** Characters of text in one answer. */
const MOST_SHOWN = 60_000;
const MOST_ROWS = 1000;

class GetBatchResultsInput {
  @IsString()
  id!: string;

  @Min(0)
  @IsInt()
  offset = 0;

  @IsInt()
  @Min(0)
  limit = 20;

  @IsOptional()
  @IsBoolean()
  failed_only?: boolean;

  @IsOptional()
  @IsIn(['jsonl', 'csv'])
  format?: 'jsonl' | 'csv';
}

class GetBatchResultsOutput {
  @IsArray()
  results!: ResultRow[];

  @IsString()
  file!: string;

  @IsOptional()
  @IsInt()
  next_offset?: number;
}

@Tool({
  name: 'get-batch-results',
  title: 'Get batch results',
  description: 'Answers and errors in order; all of them as a file.',
  input: GetBatchResultsInput,
  output: GetBatchResultsOutput,
  effect: 'additive',
  errors: {
    ...KNOWN_ERRORS,
    BATCH_NOT_DONE: 'The batch has not ended.',
    BATCH_FAILED: 'None of its requests was done.',
  },
})
export class GetBatchResults {
  constructor(
    private readonly results: ResultFiles,
    private readonly files: Files,
  ) {}

  async run(
    { id, offset, limit, failed_only: isFailedOnly = false, format }: GetBatchResultsInput,
    call: ToolCall,
  ): Promise<ToolResult<GetBatchResultsOutput>> {
    const { stored, url, total, read } = await this.results.open(id, call);
    const rows: ResultRow[] = [];
    const pictures: StoredFile[] = [];
    let place = 0;
    let shown = 0;
    let next: number | undefined;
    for await (const result of read()) {
      if (isFailedOnly && result.response !== null) continue;
      place += 1;
      if (place <= offset) continue;
      if (rows.length === Math.min(limit, MOST_ROWS) || shown > MOST_SHOWN) {
        next = place - 1;
        break;
      }
      const row = rowOf(result, url);
      if (url.startsWith('/v1/images/')) pictures.push(...(await savePictures(result, this.files, pictures)));
      shown += (row.text ?? row.error ?? '').length;
      rows.push(row);
    }
    const file = format === 'csv' ? await this.asCsv(id, url, read) : stored;
    const output = { results: rows, file: file.uri, ...(next !== undefined && { next_offset: next }) };
    const result = new ToolResult(output, textOf(rows, { total, next, file, isFailedOnly })).file(file);
    for (const picture of pictures) result.file(picture);
    return result;
  }

  private asCsv(id: string, url: string, read: () => AsyncGenerator<BatchResult>): Promise<StoredFile> {
    async function* rows(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(csvRow(['custom_id', 'text', 'error']));
      for await (const result of read()) {
        const { custom_id, text = '', error = '' } = rowOf(result, url);
        yield Buffer.from(csvRow([custom_id, text, error]));
      }
    }
    return this.files.save(`${id} results`, { data: rows(), mimeType: 'text/csv' });
  }
}

function textOf(
  rows: readonly ResultRow[],
  {
    total,
    next,
    file,
    isFailedOnly,
  }: { total: number; next: number | undefined; file: StoredFile; isFailedOnly: boolean },
): string {
  const lines = rows.map(({ custom_id, text, error }) =>
    error === undefined ? `## ${custom_id}\n${text}` : `## ${custom_id}\nFailed: ${error}`,
  );
  const more = next === undefined ? '' : ` Go on with offset ${next}.`;
  const what = isFailedOnly ? `${rows.length} requests that failed` : `${rows.length} of ${total} results`;
  return [...lines, `${what}; the whole is in ${file.uri}.${more}`].join('\n\n');
}
