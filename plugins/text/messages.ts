import type { JsonSchema } from 'openai-mcp-host/plugin';

export interface ContentPart {
  type: 'text' | 'image_url';
  text?: string;
  image_url?: { url: string; detail?: 'low' | 'high' | 'auto' | 'original' };
}

/** A function that the assistant called earlier, in Chat Completions' form. */
export interface CalledFunction {
  id: string;
  type: 'function';
  function: { name: string; arguments: string };
}

/** One message of a chat, in Chat Completions' form. */
export interface Message {
  role: 'system' | 'developer' | 'user' | 'assistant' | 'tool';
  content?: string | ContentPart[] | null;
  tool_calls?: CalledFunction[];
  tool_call_id?: string;
}

/** What listings show of messages; `checkMessages` sees to the rest, which would cost every listing its tokens. */
export const MESSAGES: JsonSchema = {
  type: 'array',
  minItems: 1,
  items: {
    type: 'object',
    properties: {
      role: { enum: ['system', 'developer', 'user', 'assistant', 'tool'] },
      content: {},
      tool_calls: { type: 'array' },
      tool_call_id: { type: 'string' },
    },
    required: ['role'],
    additionalProperties: false,
  },
};

/** The text of a message, its parts joined. */
export const textOf = ({ content }: Message): string =>
  typeof content === 'string' ? content : (content ?? []).map((part) => part.text ?? '').join('\n');
