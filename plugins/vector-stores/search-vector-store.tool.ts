import { IsArray, IsBoolean, IsInt, IsObject, IsOptional, IsString } from 'class-validator';
import type { VectorStoreSearchResponse } from 'openai/resources/vector-stores/vector-stores';
import { OpenAIClient, Shapes, Tool, type ToolCall, ToolResult } from 'openai-mcp-host/plugin';
import { asked, STORE_ERRORS } from './api-errors.js';
import { checkFilter, StoreSearch } from './store-search.js';

class SearchVectorStoreInput {
  @IsString()
  vector_store_id!: string;

  @IsString()
  query!: string;

  @IsOptional()
  @IsObject()
  filters?: StoreSearch['filters'];

  @IsOptional()
  @IsInt()
  max_num_results?: number;

  @IsOptional()
  @IsBoolean()
  rewrite_query?: boolean;

  @IsOptional()
  @IsObject()
  ranking_options?: StoreSearch['ranking_options'];
}

interface Found {
  file_id: string;
  filename: string;
  score: number;
  text: string;
  attributes?: VectorStoreSearchResponse['attributes'];
}

class SearchVectorStoreOutput {
  @IsArray()
  results!: Found[];
}

@Tool({
  name: 'search-vector-store',
  title: 'Search a vector store',
  description: 'Find the passages of a vector store at OpenAI that fit a query.',
  input: SearchVectorStoreInput,
  output: SearchVectorStoreOutput,
  effect: 'read-only',
  errors: { ...STORE_ERRORS, FILTER_INVALID: 'A filter has not got what its type needs.' },
})
export class SearchVectorStore {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly shapes: Shapes,
  ) {}

  async run(input: SearchVectorStoreInput, call: ToolCall): Promise<ToolResult<SearchVectorStoreOutput>> {
    const { vector_store_id: id, ...wanted } = await this.shapes.check(StoreSearch, input);
    checkFilter(wanted.filters);
    const body = wanted as Parameters<OpenAIClient['vectorStores']['search']>[1];
    // The SDK's page leaves out what was searched for.
    const answer = await asked(this.openai.vectorStores.search(id, body).asResponse(), id);
    const { data = [], search_query: queries = [] } = (await answer.json()) as {
      data?: VectorStoreSearchResponse[];
      search_query?: string[];
    };
    if (wanted.rewrite_query && queries.length > 0) call.note(`Searched for: ${queries.join('; ')}`);
    const results = data.map(foundOf);
    return new ToolResult({ results }, results.map(passage).join('\n\n') || 'Nothing in the store fits.');
  }
}

const foundOf = ({ file_id, filename, score, content, attributes }: VectorStoreSearchResponse): Found => ({
  ...{ file_id, filename, score, text: content.map(({ text }) => text).join('\n') },
  ...(attributes && Object.keys(attributes).length > 0 && { attributes }),
});

const passage = ({ filename, file_id, score, text }: Found, at: number): string =>
  `[${at + 1}] ${filename} (${file_id}), score ${score.toFixed(3)}\n${text}`;
