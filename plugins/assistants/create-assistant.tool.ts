import { IsObject, IsOptional, IsString } from 'class-validator';
import { Describe, Tool, type ToolCall, type ToolResult } from 'openai-mcp-host/plugin';
import { AssistantFields } from './assistant/assistant-fields.js';
import { AssistantOutput, assistantResult } from './assistant/assistant-output.js';
import { Assistants } from './assistant/assistants.js';

class CreateAssistantInput extends AssistantFields {
  @IsString()
  name!: string;

  @Describe(
    'description, tool_resources, file_ids, response_format, temperature, top_p, reasoning_effort, metadata',
  )
  @IsOptional()
  @IsObject()
  options?: object;
}

@Tool({
  name: 'create-assistant',
  title: 'New assistant',
  description: 'Keep an assistant to ask.',
  input: CreateAssistantInput,
  output: AssistantOutput,
  effect: 'additive',
})
export class CreateAssistant {
  constructor(private readonly assistants: Assistants) {}

  async run(
    { options, ...fields }: CreateAssistantInput,
    call: ToolCall,
  ): Promise<ToolResult<AssistantOutput>> {
    const kept = await this.assistants.create({ ...options, ...fields }, call);
    return assistantResult(kept, `${kept.value.name} is kept as ${kept.id}.`);
  }
}
