import { IsArray, IsObject, IsOptional, IsString } from 'class-validator';
import { OpenAIClient, Shapes, Tool, ToolResult } from 'openai-mcp-host/plugin';
import { asked, STORE_ERRORS } from './api-errors.js';
import { checkAttributes } from './attributes.js';
import { checkOverlap } from './chunking-strategy.js';
import { NewStore } from './new-store.js';
import { factsOf, lineOf, StoreFacts } from './store-facts.js';

class CreateVectorStoreInput {
  @IsOptional()
  @IsString()
  name?: string;

  @IsOptional()
  @IsString()
  description?: string;

  @IsOptional()
  @IsArray()
  @IsString({ each: true })
  file_ids?: string[];

  @IsOptional()
  @IsObject()
  chunking_strategy?: NewStore['chunking_strategy'];

  @IsOptional()
  @IsObject()
  expires_after?: NewStore['expires_after'];

  @IsOptional()
  @IsObject()
  metadata?: Record<string, string>;
}

@Tool({
  name: 'create-vector-store',
  title: 'Create a vector store',
  description: 'Create a vector store at OpenAI, for search and file_search.',
  input: CreateVectorStoreInput,
  output: StoreFacts,
  effect: 'additive',
  errors: {
    ATTRIBUTES_INVALID: 'The metadata is too large.',
    FILE_ID_UNKNOWN: 'OpenAI has no such file.',
    PARAMETERS_CONFLICT: 'The chunks overlap by more than half.',
    VECTOR_STORES_MISSING: STORE_ERRORS.VECTOR_STORES_MISSING,
  },
})
export class CreateVectorStore {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly shapes: Shapes,
  ) {}

  async run(input: CreateVectorStoreInput): Promise<ToolResult<StoreFacts>> {
    const wanted = await this.shapes.check(NewStore, input);
    checkAttributes(wanted.metadata, 'metadata');
    checkOverlap(wanted.chunking_strategy);
    const store = await asked(this.openai.vectorStores.create({ ...wanted }));
    return new ToolResult(factsOf(store), lineOf(store));
  }
}
