import { Equals, IsIn, IsOptional, IsString, Matches } from 'class-validator';
import { Nested, Union } from 'openai-mcp-host/plugin';
import { ToolCallMade } from './tool-call-made.js';

export const ROLES = ['system', 'developer', 'user', 'assistant', 'tool'] as const;
const DETAILS = ['auto', 'low', 'high', 'original'] as const;

class TextPart {
  @Equals('text')
  type!: 'text';

  @IsString()
  text!: string;
}

class Picture {
  @Matches(/^(https?:\/\/|data:image\/)./)
  url!: string;

  @IsOptional()
  @IsIn(DETAILS)
  detail?: (typeof DETAILS)[number];
}

class PicturePart {
  @Equals('image_url')
  type!: 'image_url';

  @Nested(() => Picture)
  image_url!: Picture;
}

export type ContentPart = TextPart | PicturePart;

/** One message of a chat, in Chat Completions' form. */
export class Message {
  @IsIn(ROLES)
  role!: (typeof ROLES)[number];

  @IsOptional()
  @Union('string', 'null', [() => TextPart, () => PicturePart])
  content?: string | ContentPart[] | null;

  @IsOptional()
  @Nested(() => ToolCallMade, { each: true })
  tool_calls?: ToolCallMade[];

  @IsOptional()
  @IsString()
  tool_call_id?: string;
}

/** The text of a message, its parts joined. */
export const textOf = ({ content }: Message): string =>
  typeof content === 'string'
    ? content
    : (content ?? []).map((part) => (part.type === 'text' ? part.text : '')).join('\n');
