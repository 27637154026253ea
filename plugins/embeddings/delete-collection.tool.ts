import { IsBoolean, IsString } from 'class-validator';
import { Collections, confirmed, Tool, type ToolCall, ToolResult } from 'openai-mcp-host/plugin';
import { countOf } from './count-of.js';
import { KnownCollections } from './searching/known-collections.js';

class DeleteCollectionInput {
  @IsString()
  collection!: string;

  @IsBoolean()
  confirm = false;
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
    NOT_CONFIRMED: 'Nobody agreed.',
  },
})
export class DeleteCollection {
  constructor(
    private readonly collections: Collections,
    private readonly known: KnownCollections,
  ) {}

  async run(
    { collection, confirm }: DeleteCollectionInput,
    call: ToolCall,
  ): Promise<ToolResult<DeleteCollectionOutput>> {
    const { documents, chunks } = await this.known.find(collection, call);
    const what = `the collection "${collection}" with ${countOf(documents, 'document')} (${countOf(chunks, 'chunk')})`;
    await confirmed(`Delete ${what}? Indexing it anew costs what it cost.`, confirm, call);
    const deleted = await this.collections.delete(collection, call);
    return new ToolResult({ deleted }, deleted ? `Deleted ${what}.` : 'It was deleted meanwhile.');
  }
}
