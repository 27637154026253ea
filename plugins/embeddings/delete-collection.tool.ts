import { IsBoolean, IsString } from 'class-validator';
import { Collections, Tool, type ToolCall, ToolError, ToolResult } from 'openai-mcp-host/plugin';
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
    const what = `the collection "${collection}" with ${documents} documents (${chunks} chunks)`;
    const answer = await call.confirm(`Delete ${what}? Indexing it anew costs what it cost.`);
    if (answer === 'declined' || (answer === 'unavailable' && !confirm)) throw notConfirmed(answer);
    const deleted = await this.collections.delete(collection, call);
    return new ToolResult({ deleted }, deleted ? `Deleted ${what}.` : 'It was deleted meanwhile.');
  }
}

const notConfirmed = (answer: 'declined' | 'unavailable') =>
  answer === 'declined'
    ? new ToolError('NOT_CONFIRMED', 'The person did not agree; nothing was deleted.')
    : new ToolError(
        'NOT_CONFIRMED',
        'This client has no way to ask the person, so nothing was deleted.',
        'Ask the person, and call again with confirm: true once they have agreed.',
      );
