import { IsString } from 'class-validator';
import type { Kept } from 'openai-mcp-host/plugin';
import { ToolResult } from 'openai-mcp-host/plugin';
import type { AssistantForm } from './assistant-form.js';

export class AssistantOutput {
  @IsString()
  id!: string;

  /** As it is kept. */
  assistant!: object;
}

export const assistantResult = ({ id, value }: Kept<AssistantForm>, words: string) =>
  new ToolResult<AssistantOutput>({ id, assistant: value }, words);

/** One line on an assistant, for lists. */
export function lineOn({ id, value }: Kept<AssistantForm>): string {
  const tools = value.tools.map((tool) => (tool.type === 'function' ? tool.function.name : tool.type));
  const facts = [value.model, tools.join(', '), value.description].filter(Boolean);
  return [`${id} ${value.name}`, ...facts].join(' · ');
}
