import { IsArray, IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { Describe, Tool, type ToolCall, ToolResult } from 'openai-mcp-host/plugin';
import { lineOn } from './assistant/assistant-output.js';
import { Assistants } from './assistant/assistants.js';

class ListAssistantsInput {
  @Describe('Of a page')
  @IsInt()
  @Min(1)
  @Max(100)
  limit = 20;

  @Describe('For the next page')
  @IsOptional()
  @IsString()
  after?: string;
}

class ListAssistantsOutput {
  @IsArray()
  assistants!: object[];

  @IsOptional()
  @IsString()
  after?: string;
}

@Tool({
  name: 'list-assistants',
  title: 'List assistants',
  description: 'The assistants kept here; newest first.',
  input: ListAssistantsInput,
  output: ListAssistantsOutput,
  effect: 'read-only',
})
export class ListAssistants {
  constructor(private readonly assistants: Assistants) {}

  async run(
    { limit, after }: ListAssistantsInput,
    call: ToolCall,
  ): Promise<ToolResult<ListAssistantsOutput>> {
    const found = await this.assistants.list(after, limit + 1, call);
    const kept = found.slice(0, limit);
    const assistants = kept.map(({ id, value, createdAt, updatedAt }) => ({
      ...{ id, ...value },
      ...{ created_at: createdAt, updated_at: updatedAt },
    }));
    const next = found.length > limit ? kept.at(-1)!.id : undefined;
    const lines = kept.map(lineOn);
    if (lines.length === 0) lines.push('There are no assistants here: create-assistant makes them.');
    if (next !== undefined) lines.push(`There are more: after ${next}.`);
    return new ToolResult({ assistants, ...(next !== undefined && { after: next }) }, lines.join('\n'));
  }
}
