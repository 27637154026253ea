import { IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, Matches, Max, Min } from 'class-validator';
import type { VectorStoreFile } from 'openai/resources/vector-stores/files';
import { OpenAIClient, Tool, ToolResult } from 'openai-mcp-host/plugin';
import { asked, STORE_ERRORS } from './api-errors.js';
import { factsOf, lineOf } from './store-facts.js';
import { ID } from './store-id.js';

class ListVectorStoresInput {
  @IsOptional()
  @Matches(ID)
  vector_store_id?: string;

  @IsInt()
  @Min(1)
  @Max(100)
  limit = 20;

  @IsOptional()
  @IsString()
  after?: string;

  @IsOptional()
  @IsIn(['asc', 'desc'])
  order?: 'asc' | 'desc';
}

class ListVectorStoresOutput {
  /** Stores, or the files of the one that was asked about. */
  @IsArray()
  data!: object[];

  @IsBoolean()
  has_more!: boolean;
}

@Tool({
  name: 'list-vector-stores',
  title: 'List vector stores',
  description: 'List the vector stores at OpenAI or, by id, the files of one.',
  input: ListVectorStoresInput,
  output: ListVectorStoresOutput,
  effect: 'read-only',
  errors: STORE_ERRORS,
})
export class ListVectorStores {
  constructor(private readonly openai: OpenAIClient) {}

  async run({
    vector_store_id: id,
    ...page
  }: ListVectorStoresInput): Promise<ToolResult<ListVectorStoresOutput>> {
    return id === undefined ? this.stores(page) : this.filesOf(id, page);
  }

  private async stores(page: Omit<ListVectorStoresInput, 'vector_store_id'>) {
    const { data, has_more } = await asked(this.openai.vectorStores.list(page).then((found) => found));
    return listed(
      data.map(factsOf),
      data.map(lineOf),
      data.at(-1)?.id,
      has_more,
      'There are no vector stores.',
    );
  }

  private async filesOf(id: string, page: Omit<ListVectorStoresInput, 'vector_store_id'>) {
    const store = await asked(this.openai.vectorStores.retrieve(id), id);
    const { data, has_more } = await asked(
      this.openai.vectorStores.files.list(id, page).then((found) => found),
      id,
    );
    const lines = [lineOf(store), ...data.map(fileLine)];
    return listed(data.map(fileFacts), lines, data.at(-1)?.id, has_more, '');
  }
}

function listed(data: object[], lines: string[], last: string | undefined, has_more: boolean, none: string) {
  const more = has_more ? [`There are more: ask with after ${last}.`] : [];
  return new ToolResult({ data, has_more }, [...lines, ...more].join('\n') || none);
}

const fileFacts = ({ id, status, usage_bytes, attributes, last_error }: VectorStoreFile) => ({
  ...{ id, status, usage_bytes },
  ...(attributes && Object.keys(attributes).length > 0 && { attributes }),
  ...(last_error && { last_error }),
});

function fileLine({ id, status, usage_bytes, attributes, last_error }: VectorStoreFile): string {
  const known = attributes && Object.keys(attributes).length > 0 ? ` · ${JSON.stringify(attributes)}` : '';
  const why = last_error ? ` · ${last_error.code}: ${last_error.message}` : '';
  return `- ${id} · ${status} · ${usage_bytes.toLocaleString('en')} bytes${known}${why}`;
}
