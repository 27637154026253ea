import { IsBoolean, IsString } from 'class-validator';
import { confirmed, Describe, Tool, type ToolCall, ToolResult } from 'openai-mcp-host/plugin';
import { Assistants } from './assistant/assistants.js';
import { NOT_CONFIRMED } from './errors.js';

class DeleteAssistantInput {
  @Describe('asst_…')
  @IsString()
  assistant_id!: string;

  @Describe('The person has agreed')
  @IsBoolean()
  confirm = false;
}

class DeleteAssistantOutput {
  @IsString()
  id!: string;

  @IsBoolean()
  deleted!: boolean;
}

@Tool({
  name: 'delete-assistant',
  title: 'Delete an assistant',
  description: 'Delete an assistant; its threads stay.',
  input: DeleteAssistantInput,
  output: DeleteAssistantOutput,
  effect: 'destructive',
  errors: { ASSISTANT_NOT_FOUND: 'There is no such assistant.', ...NOT_CONFIRMED },
})
export class DeleteAssistant {
  constructor(private readonly assistants: Assistants) {}

  async run(
    { assistant_id: id, confirm }: DeleteAssistantInput,
    call: ToolCall,
  ): Promise<ToolResult<DeleteAssistantOutput>> {
    const { value } = await this.assistants.get(id, call);
    await confirmed(`Delete the assistant ${value.name}? Its threads stay.`, confirm, call);
    await this.assistants.delete(id, call);
    return new ToolResult({ id, deleted: true }, `${value.name} (${id}) is deleted.`);
  }
}
