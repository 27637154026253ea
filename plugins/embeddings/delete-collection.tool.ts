import { IsBoolean, IsString } from 'class-validator';
import { Collections, Tool, type ToolCall, ToolError, ToolResult } from 'openai-mcp-host/plugin';
import { KnownCollections } from './searching/known-collections.js';

class DeleteCollectionInput {
  @IsString()
  collection!: string;
}

class DeleteCollectionOutput {
  @IsBoolean()
  deleted!: boolean;
}

@Tool({
  name: 'delete-collection',
  title: 'Delete a collection',
  description: 'Delete a collection with all that was indexed into it.',
  input: DeleteCollectionInput,
  output: DeleteCollectionOutput,
  effect: 'destructive',
  errors: {
    COLLECTION_NOT_FOUND: 'There is no such collection.',
    NOT_CONFIRMED: 'The person said no.',
  },
})
export class DeleteCollection {
  constructor(
    private readonly collections: Collections,
    private readonly known: KnownCollections,
  ) {}

  async run(
    { collection }: DeleteCollectionInput,
    call: ToolCall,
  ): Promise<ToolResult<DeleteCollectionOutput>> {
    const { documents, chunks } = await this.known.find(collection, call);
    const what = `the collection "${collection}" with ${documents} documents (${chunks} chunks)`;
    if ((await call.confirm(`Delete ${what}? Indexing it anew costs what it cost.`)) === 'declined')
      throw new ToolError('NOT_CONFIRMED', `Nobody agreed to delete ${what}.`, 'Ask the person first.');
    const deleted = await this.collections.delete(collection, call);
    return new ToolResult({ deleted }, deleted ? `Deleted ${what}.` : 'It was deleted meanwhile.');
  }
}
