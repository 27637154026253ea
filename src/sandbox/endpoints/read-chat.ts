import { missing } from '../api-error.js';
import { lookAtImage } from '../look-at-image.js';
import type { PictureShown, Question } from '../question.js';
import type { WireJson } from '../wire-json.js';

const textOf = (content: WireJson): string => {
  if (typeof content === 'string') return content;
  return Array.isArray(content) ? content.map((part) => part?.text ?? '').join('') : '';
};

const picturesOf = (content: WireJson, param: string): PictureShown[] =>
  (Array.isArray(content) ? content : []).flatMap((part, at) =>
    part?.type === 'image_url' ? [lookAtImage(part.image_url?.url, `${param}[${at}].image_url.url`)] : [],
  );

const choiceOf = (body: WireJson): Question['choice'] => {
  const choice = body.tool_choice ?? body.function_call;
  const named = choice?.function?.name ?? choice?.name;
  if (named) return { only: [named], must: true, never: false };
  if (choice?.type === 'allowed_tools') {
    const { tools = [], mode } = choice.allowed_tools ?? {};
    return {
      only: tools.map((tool: WireJson) => tool.function?.name),
      must: mode === 'required',
      never: false,
    };
  }
  return { must: choice === 'required', never: choice === 'none' };
};

export const readChat = (body: WireJson): Question => {
  const messages: WireJson[] = body.messages;
  if (!Array.isArray(messages) || !messages.length) throw missing('messages');
  const last = messages.findLastIndex((message) => message?.role === 'user');
  const content = messages[last]?.content;
  const later = messages.slice(last + 1).findLast(({ role }) => role === 'tool' || role === 'function');
  return {
    model: body.model,
    asked: textOf(content),
    text: messages.map((message) => textOf(message?.content)).join(''),
    pictures: picturesOf(content, `messages[${last}].content`),
    toolOutput: later && textOf(later.content),
    tools: (body.tools ?? []).flatMap((tool: WireJson) => tool?.function ?? []).concat(body.functions ?? []),
    choice: choiceOf(body),
    format: body.response_format && {
      type: body.response_format.type,
      schema: body.response_format.json_schema?.schema,
    },
    mostTokens: body.max_completion_tokens ?? body.max_tokens ?? undefined,
  };
};
