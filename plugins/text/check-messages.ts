import { ToolError } from 'openai-mcp-host/plugin';
import { isObject, type Loose } from './loose.js';
import type { Message } from './messages.js';

const DETAILS = [undefined, null, 'low', 'high', 'auto', 'original'];
const isWord = (value: unknown) => typeof value === 'string' && value !== '';

/** Refuses messages that OpenAI would refuse, with every fault at once. */
export function checkMessages(messages: readonly Message[]): void {
  const faults = messages.flatMap((message, index) =>
    [...contentFaults(message), ...roleFaults(message)].map((fault) => `messages[${index}]${fault}`),
  );
  if (faults.length === 0) return;
  throw new ToolError(
    'INPUT_INVALID',
    `${faults.slice(0, 20).join('; ')}.`,
    'Write messages as in the Chat Completions API.',
  );
}

function contentFaults({ role, content, tool_calls: calls }: Message): string[] {
  const empty = content === undefined || content === null || content.length === 0;
  if (empty) return role === 'tool' || (role === 'assistant' && calls?.length) ? [] : ['.content is empty'];
  if (typeof content === 'string') return [];
  if (!Array.isArray(content)) return ['.content must be a string or an array of parts'];
  return content.flatMap((part, index) =>
    partFaults(part, role).map((fault) => `.content[${index}]${fault}`),
  );
}

function partFaults(part: unknown, role: Message['role']): string[] {
  if (!isObject(part)) return [' must be an object'];
  const { type, text, image_url: image } = part;
  if (type === 'text') return typeof text === 'string' ? [] : ['.text is missing'];
  if (type !== 'image_url') return ['.type must be text or image_url'];
  if (role !== 'user') return [' is a picture, which only the role user may send'];
  const { url, detail } = isObject(image) ? image : {};
  if (typeof url !== 'string' || !/^(https?:\/\/|data:image\/)/i.test(url)) {
    return ['.image_url.url must be an http(s) URL or a data:image/… URL (analyze-image reads local files)'];
  }
  return DETAILS.includes(detail as string) ? [] : ['.image_url.detail must be low, high, auto or original'];
}

function roleFaults({ role, tool_calls: calls, tool_call_id: callId }: Message): string[] {
  if (role === 'assistant')
    return (calls ?? []).flatMap((call, index) => callFaults(call, `.tool_calls[${index}]`));
  const faults = calls === undefined ? [] : ['.tool_calls belongs to the role assistant only'];
  if (role === 'tool') return isWord(callId) ? faults : [...faults, '.tool_call_id is missing'];
  return callId === undefined ? faults : [...faults, '.tool_call_id belongs to the role tool only'];
}

function callFaults(call: unknown, at: string): string[] {
  const { id, type = 'function', function: called }: Loose = isObject(call) ? call : {};
  const { name, arguments: args }: Loose = isObject(called) ? called : {};
  return [
    ...(isWord(id) ? [] : [`${at}.id is missing`]),
    ...(type === 'function' ? [] : [`${at}.type must be function`]),
    ...(isWord(name) ? [] : [`${at}.function.name is missing`]),
    ...(typeof args === 'string' ? [] : [`${at}.function.arguments must be a JSON string`]),
  ];
}
