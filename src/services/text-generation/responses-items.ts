import type { ResponseInputContent, ResponseInputItem } from 'openai/resources/responses/responses';
import type { TextMessage, TextMessagePart } from '../../plugin-api/text-message.js';
import { textOf } from './text-of.js';

/** A message of a chat as the Responses API takes it. */
export function itemsOf(message: TextMessage): ResponseInputItem[] {
  const { role, content, tool_calls: calls = [], tool_call_id: callId } = message;
  if (role === 'tool') return [{ type: 'function_call_output', call_id: callId!, output: textOf(message) }];
  const said: ResponseInputItem[] =
    role === 'assistant'
      ? textOf(message) === ''
        ? []
        : [{ role, content: textOf(message) }]
      : [{ role, content: typeof content === 'string' ? content : (content ?? []).map(contentOf) }];
  const called = calls.map(({ id, function: { name, arguments: args } }) => ({
    type: 'function_call' as const,
    call_id: id,
    name,
    arguments: args,
  }));
  return [...said, ...called];
}

function contentOf(part: TextMessagePart): ResponseInputContent {
  switch (part.type) {
    case 'text':
      return { type: 'input_text', text: part.text };
    case 'image_url':
      return {
        type: 'input_image',
        image_url: part.image_url.url,
        detail: part.image_url.detail ?? 'auto',
      };
    case 'file':
      return { type: 'input_file', ...part.file };
    case 'input_audio':
      throw new Error('Sound goes over Chat Completions.');
  }
}
