import { IsIn, IsOptional, IsString } from 'class-validator';
import { Nested, Union } from 'openai-mcp-host/plugin';
import { type ContentPart, DocumentPart, ImagePart, SoundPart, WordsPart } from './message-parts.js';
import { ToolCallMade } from './tool-call-made.js';

export const ROLES = ['system', 'developer', 'user', 'assistant', 'tool'] as const;

/** One message of a chat, in Chat Completions' form. */
export class Message {
  @IsIn(ROLES)
  role!: (typeof ROLES)[number];

  @IsOptional()
  @Union('string', 'null', [() => WordsPart, () => ImagePart, () => DocumentPart, () => SoundPart])
  content?: string | ContentPart[] | null;

  @IsOptional()
  @Nested(() => ToolCallMade, { each: true })
  tool_calls?: ToolCallMade[];

  @IsOptional()
  @IsString()
  tool_call_id?: string;
}
