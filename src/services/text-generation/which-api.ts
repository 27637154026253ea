import type { Provider } from '../../plugin-api/provider.js';
import type { TextMessagePart } from '../../plugin-api/text-message.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import type { ReadyRequest } from './ready-request.js';

export type TextApi = 'responses' | 'chat';

/** The API that a request for `n` answers goes over; throws where none takes it. */
export function whichApi(
  request: ReadyRequest,
  n: number,
  provider: Provider,
  abilities: ReadonlySet<string>,
): TextApi {
  const parts = partsOf(request);
  const sound = parts.some(({ type }) => type === 'input_audio');
  if (sound && abilities.size > 0 && !abilities.has('audio-input')) throw takesNoSound(request.model);
  const need = responsesNeedOf(request, parts);
  if (sound && need) throw conflict(need);
  if (need && !provider.usesResponses()) throw responsesMissing(need);
  if (need) return 'responses';
  if (sound || !provider.usesResponses() || isOnlyChat(abilities)) return 'chat';
  return n > 1 && takesSeveralOverChat(request, abilities) ? 'chat' : 'responses';
}

const partsOf = ({ messages }: ReadyRequest): TextMessagePart[] =>
  messages.flatMap(({ content }) => (typeof content === 'string' ? [] : (content ?? [])));

/** What of it Chat Completions doesn't have. */
export function responsesNeedOf(request: ReadyRequest, parts = partsOf(request)): string | undefined {
  const { previousResponseId: previous, conversation, hostedTools: [hosted] = [] } = request;
  if (previous?.startsWith('chatcmpl-')) {
    throw new ToolError(
      'RESPONSE_NOT_FOUND',
      `${previous.slice(0, 64)} came over Chat Completions, which keeps nothing to go on from.`,
      'Send the conversation in messages.',
    );
  }
  if (previous !== undefined) return 'previous_response_id';
  if (conversation !== undefined) return 'conversation';
  if (hosted !== undefined) return hosted.type;
  return parts.some((part) => part.type === 'file' && part.file.file_url) ? 'file_url' : undefined;
}

const isOnlyChat = (abilities: ReadonlySet<string>) => abilities.has('chat') && !abilities.has('responses');

/** Chat Completions writes several answers to a prompt that is paid for once; with functions, models of today need Responses. */
function takesSeveralOverChat({ functions = [] }: ReadyRequest, abilities: ReadonlySet<string>): boolean {
  if (functions.length === 0) return abilities.size === 0 || abilities.has('chat');
  return (
    abilities.has('chat') &&
    !abilities.has('tools-need-responses') &&
    !abilities.has('chat-tools-need-effort-none')
  );
}

const takesNoSound = (model: string) =>
  new ToolError(
    'PARAMETERS_CONFLICT',
    `The messages carry sound, and ${model} takes none.`,
    'Choose a model that hears, such as gpt-audio-1.5, or transcribe the sound first.',
  );

const conflict = (need: string) =>
  new ToolError(
    'PARAMETERS_CONFLICT',
    `Only Chat Completions takes input_audio, and only the Responses API takes ${need}.`,
    HINTS[need],
  );

const responsesMissing = (need: string) =>
  new ToolError(
    'RESPONSES_API_MISSING',
    `${need} needs the Responses API, and text goes over Chat Completions here.`,
    HINTS[need],
  );

const HINTS: Record<string, string> = {
  file_url: 'Send the file as file_data.',
  previous_response_id: 'Send the conversation in messages.',
  conversation: 'Send the conversation in messages.',
  web_search: 'Ask without it, or use a provider that has it.',
  file_search: 'Ask without it, or use a provider that has it.',
};
