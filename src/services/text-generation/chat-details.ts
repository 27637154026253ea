import type { TextMessagePart } from '../../plugin-api/text-message.js';
import type { ToolCall } from '../../plugin-api/tool-call.js';
import type { ReadyRequest } from './ready-request.js';

const isOriginal = (part: TextMessagePart) =>
  part.type === 'image_url' && part.image_url.detail === 'original';

/** Chat Completions looks at pictures with at most the detail `high`. */
export function withChatDetails(request: ReadyRequest, call: ToolCall): ReadyRequest {
  const parts = request.messages.flatMap(({ content }) =>
    typeof content === 'string' ? [] : (content ?? []),
  );
  if (!parts.some(isOriginal)) return request;
  call.note('Chat Completions has no detail original; high was used.');
  return {
    ...request,
    messages: request.messages.map((message) =>
      Array.isArray(message.content) ? { ...message, content: message.content.map(lessDetailed) } : message,
    ),
  };
}

const lessDetailed = (part: TextMessagePart): TextMessagePart =>
  part.type === 'image_url' && isOriginal(part)
    ? { ...part, image_url: { ...part.image_url, detail: 'high' } }
    : part;
