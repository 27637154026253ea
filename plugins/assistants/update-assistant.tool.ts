import { IsObject, IsOptional, IsString } from 'class-validator';
import { Describe, Tool, type ToolCall, ToolError, type ToolResult } from 'openai-mcp-host/plugin';
import { AssistantFields } from './assistant/assistant-fields.js';
import { AssistantOutput, assistantResult } from './assistant/assistant-output.js';
import { Assistants } from './assistant/assistants.js';

class UpdateAssistantInput extends AssistantFields {
  @IsString()
  assistant_id!: string;

  @IsOptional()
  @IsString()
  name?: string;

  @Describe('As in create-assistant; null clears')
  @IsOptional()
  @IsObject()
  options?: object;
}

@Tool({
  name: 'update-assistant',
  title: 'Change an assistant',
  description: 'Change what is given of an assistant.',
  input: UpdateAssistantInput,
  output: AssistantOutput,
  effect: 'additive',
  errors: {
    ASSISTANT_NOT_FOUND: 'There is no such assistant.',
    RECORD_CHANGED: 'Another call changed it at the same time.',
  },
})
export class UpdateAssistant {
  constructor(private readonly assistants: Assistants) {}

  async run(
    { assistant_id: id, options, ...fields }: UpdateAssistantInput,
    call: ToolCall,
  ): Promise<ToolResult<AssistantOutput>> {
    const given = Object.entries({ ...options, ...fields }).filter(([, value]) => value !== undefined);
    if (given.length === 0)
      throw new ToolError('INPUT_INVALID', 'There is nothing to change.', 'Give a field of the assistant.');
    const kept = await this.assistants.update(id, Object.fromEntries(given), call);
    return assistantResult(kept, `${kept.value.name} (${id}) is changed; its threads go on with that.`);
  }
}
