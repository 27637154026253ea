import type { ConversationItem } from 'openai/resources/conversations/items';
import type { ResponseInputContent, ResponseInputItem } from 'openai/resources/responses/responses';
import type { TextMessage, TextMessagePart } from 'openai-mcp-host/plugin';

/** A message as a list of messages shows it. */
export interface ShownMessage {
  id: string;
  role: string;
  text: string;
  tool_calls?: { id: string; name: string; arguments: string }[];
  tool_call_id?: string;
}

/** A message that was kept here, as a conversation of OpenAI's takes it. */
export function itemsOf({ role, content, ...message }: TextMessage): ResponseInputItem[] {
  const parts = typeof content === 'string' ? [{ type: 'text' as const, text: content }] : (content ?? []);
  const text = wordsIn(parts);
  if (role === 'tool')
    return [{ type: 'function_call_output', call_id: message.tool_call_id!, output: text }];
  const calls = (message.tool_calls ?? []).map(({ id, function: { name, arguments: args } }) => ({
    type: 'function_call' as const,
    ...{ call_id: id, name, arguments: args },
  }));
  if (role === 'assistant') return [...(text === '' ? [] : [{ role, content: text }]), ...calls];
  return [{ type: 'message', role, content: parts.flatMap(contentOf) }];
}

function contentOf(part: TextMessagePart): ResponseInputContent[] {
  if (part.type === 'text') return [{ type: 'input_text', text: part.text }];
  if (part.type === 'file') return [{ type: 'input_file', ...part.file }];
  if (part.type === 'input_audio') return [];
  const { url, detail = 'auto' } = part.image_url;
  return [{ type: 'input_image', image_url: url, detail }];
}

const wordsIn = (parts: readonly TextMessagePart[]): string =>
  parts.map((part) => (part.type === 'text' ? part.text : `[${nameOf(part)}]`)).join('\n');

function nameOf(part: Exclude<TextMessagePart, { type: 'text' }>): string {
  if (part.type === 'image_url') return 'picture';
  if (part.type === 'input_audio') return 'sound';
  return `file ${part.file.filename ?? part.file.file_id ?? part.file.file_url ?? ''}`.trim();
}

/** A message that was kept here, as it is shown. */
export function shownMessage({ role, content, ...message }: TextMessage, number: number): ShownMessage {
  return {
    id: `msg_${number}`,
    role,
    text: typeof content === 'string' ? content : wordsIn(content ?? []),
    ...(message.tool_calls && {
      tool_calls: message.tool_calls.map(({ id, function: called }) => ({ id, ...called })),
    }),
    ...(message.tool_call_id && { tool_call_id: message.tool_call_id }),
  };
}

/** An item of a conversation as it is shown; undefined for what nobody said, such as a search. */
export function shownItem(item: ConversationItem): ShownMessage | undefined {
  const { type } = item;
  if (type === 'message')
    return { id: item.id, role: item.role, text: item.content.map(shownPart).join('\n') };
  if (type === 'function_call') {
    const { call_id: id, name, arguments: args } = item;
    return { id: item.id ?? id, role: 'assistant', text: '', tool_calls: [{ id, name, arguments: args }] };
  }
  if (type !== 'function_call_output') return undefined;
  const text = typeof item.output === 'string' ? item.output : JSON.stringify(item.output);
  return { id: item.id ?? item.call_id, role: 'tool', text, tool_call_id: item.call_id };
}

function shownPart(part: {
  type: string;
  text?: string;
  refusal?: string;
  filename?: string;
  file_id?: string | null;
}) {
  if (part.type === 'input_image') return '[picture]';
  if (part.type === 'input_file') return `[file ${part.filename ?? part.file_id ?? ''}]`;
  return part.text ?? part.refusal ?? '';
}
