import { answerQuestion } from '../answer-question.js';
import { type Aimock, CHUNK, type Endpoint, servedTier } from '../endpoint.js';
import { documentsIn } from '../look-at-file.js';
import type { Answer } from '../question.js';
import { refuseForChat } from '../refused-parameters.js';
import { assertServed } from '../sandbox-models.js';
import type { WireJson } from '../wire-json.js';
import { readChat } from './read-chat.js';

const usageOf = ({ inputTokens, outputTokens }: Answer) => ({
  prompt_tokens: inputTokens,
  completion_tokens: outputTokens,
  total_tokens: inputTokens + outputTokens,
  prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
});

const wholeOf = (answer: Answer, body: WireJson, aimock: Aimock) => {
  const finish = { finishReason: answer.cut ? 'length' : answer.calls ? 'tool_calls' : 'stop' };
  const { choices, ...envelope } = answer.calls
    ? aimock.buildToolCallCompletion(answer.calls, body.model, undefined, finish)
    : aimock.buildTextCompletion(answer.text ?? '', body.model, undefined, finish);
  const { message, ...choice } = choices[0]!;
  const legacy = answer.calls && body.functions && !body.tools;
  const first = legacy
    ? {
        ...choice,
        message: { role: 'assistant', content: null, refusal: null, function_call: answer.calls![0] },
        finish_reason: 'function_call',
      }
    : { ...choice, message };
  return {
    ...envelope,
    choices: Array.from({ length: body.n ?? 1 }, (_, index) => ({ ...first, index })),
    usage: usageOf(answer),
    service_tier: servedTier(body.service_tier),
  };
};

const chunksOf = (answer: Answer, body: WireJson, aimock: Aimock): object[] => {
  const finish = { finishReason: answer.cut ? 'length' : answer.calls ? 'tool_calls' : 'stop' };
  const tier = servedTier(body.service_tier);
  const chunks: object[] = answer.calls
    ? aimock.buildToolCallChunks(answer.calls, body.model, CHUNK, undefined, finish)
    : aimock.buildTextChunks(answer.text ?? '', body.model, CHUNK, undefined, finish);
  if (!body.stream_options?.include_usage) return chunks.map((chunk) => ({ ...chunk, service_tier: tier }));
  const all = chunks.map((chunk) => ({ ...chunk, service_tier: tier, usage: null }));
  return [...all, { ...all[0], choices: [], usage: usageOf(answer) }];
};

export const createChatCompletion: Endpoint = async ({ body, aimock, files }) => {
  assertServed(body.model);
  refuseForChat(body);
  const question = readChat(body);
  const asked = body.messages.map((message: WireJson, at: number) => ({
    content: message?.content,
    param: `messages[${at}].content`,
  }));
  const answer = answerQuestion({ ...question, documents: await documentsIn(asked, files, true) });
  if (!body.stream) return { json: wholeOf(answer, body, aimock) };
  return { events: chunksOf(answer, body, aimock), endMark: 'data: [DONE]\n\n' };
};
