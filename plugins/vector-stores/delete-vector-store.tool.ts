import { IsBoolean, IsOptional, IsString, Matches } from 'class-validator';
import { confirmed, OpenAIClient, Tool, type ToolCall, ToolResult } from 'openai-mcp-host/plugin';
import { asked, STORE_ERRORS } from './api-errors.js';
import { ID } from './store-id.js';

class DeleteVectorStoreInput {
  @Matches(ID)
  vector_store_id!: string;

  @IsOptional()
  @IsBoolean()
  confirm?: boolean;
}

class DeleteVectorStoreOutput {
  @IsString()
  id!: string;

  @IsBoolean()
  deleted!: boolean;
}

@Tool({
  name: 'delete-vector-store',
  title: 'Delete a vector store',
  description: 'Delete a vector store at OpenAI, once a person agrees; its files stay there.',
  input: DeleteVectorStoreInput,
  output: DeleteVectorStoreOutput,
  effect: 'destructive',
  errors: { ...STORE_ERRORS, NOT_CONFIRMED: 'Nobody agreed.' },
})
export class DeleteVectorStore {
  constructor(private readonly openai: OpenAIClient) {}

  async run(
    { vector_store_id: id, confirm }: DeleteVectorStoreInput,
    call: ToolCall,
  ): Promise<ToolResult<DeleteVectorStoreOutput>> {
    const { name, file_counts: counts } = await asked(this.openai.vectorStores.retrieve(id), id);
    const title = name ? `"${name}" (${id})` : id;
    const question = `Delete the vector store ${title} with the index of ${counts.total} files for good?`;
    await confirmed(question, confirm === true, call);
    const { deleted } = await asked(this.openai.vectorStores.delete(id), id);
    return new ToolResult(
      { id, deleted },
      `The vector store ${title} is deleted; its files are still at OpenAI.`,
    );
  }
}
