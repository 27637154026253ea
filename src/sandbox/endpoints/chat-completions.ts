import { answerQuestion } from '../answer-question.js';
import { type Aimock, CHUNK, type Endpoint, servedTier } from '../endpoint.js';
import { soundsIn } from '../listen-to-sound.js';
import { documentsIn } from '../look-at-file.js';
import type { Answer } from '../question.js';
import { refuseForChat } from '../refused-parameters.js';
import { assertServed } from '../sandbox-models.js';
import type { WireJson } from '../wire-json.js';
import { readChat } from './read-chat.js';

const usageOf = (answers: readonly Answer[]) => {
  const { inputTokens, cachedTokens, audioTokens } = answers[0]!;
  const outputTokens = answers.reduce((sum, answer) => sum + answer.outputTokens, 0);
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    prompt_tokens_details: { cached_tokens: cachedTokens, audio_tokens: audioTokens },
    completion_tokens_details: { reasoning_tokens: 0, audio_tokens: 0 },
  };
};

const finishOf = ({ cut, calls }: Answer) => ({
  finishReason: cut ? 'length' : calls ? 'tool_calls' : 'stop',
});

const choiceOf = (answer: Answer, body: WireJson, aimock: Aimock) => {
  const { choices, ...envelope } = answer.calls
    ? aimock.buildToolCallCompletion(answer.calls, body.model, undefined, finishOf(answer))
    : aimock.buildTextCompletion(answer.text ?? '', body.model, undefined, finishOf(answer));
  const { message, ...choice } = choices[0]!;
  const isLegacy = answer.calls && body.functions && !body.tools;
  const legacy = {
    message: { role: 'assistant', content: null, refusal: null, function_call: answer.calls?.[0] },
    finish_reason: 'function_call',
  };
  return { envelope, choice: { ...choice, ...(isLegacy ? legacy : { message }) } };
};

const wholeOf = (answers: readonly Answer[], body: WireJson, aimock: Aimock) => {
  const made = answers.map((answer) => choiceOf(answer, body, aimock));
  return {
    ...made[0]!.envelope,
    choices: made.map(({ choice }, index) => ({ ...choice, index })),
    usage: usageOf(answers),
    service_tier: servedTier(body.service_tier),
  };
};

const chunksOf = (answers: readonly Answer[], body: WireJson, aimock: Aimock): object[] => {
  const tier = servedTier(body.service_tier);
  const asked = body.stream_options?.include_usage;
  const chunks: WireJson[] = answers.flatMap((answer, index) =>
    (answer.calls
      ? aimock.buildToolCallChunks(answer.calls, body.model, CHUNK, undefined, finishOf(answer))
      : aimock.buildTextChunks(answer.text ?? '', body.model, CHUNK, undefined, finishOf(answer))
    ).map((chunk: WireJson) => ({
      ...chunk,
      choices: chunk.choices.map((choice: WireJson) => ({ ...choice, index })),
    })),
  );
  const { id } = chunks[0]!;
  const all = chunks.map((chunk) => ({ ...chunk, id, service_tier: tier, ...(asked && { usage: null }) }));
  return asked ? [...all, { ...all[0], choices: [], usage: usageOf(answers) }] : all;
};

export const createChatCompletion: Endpoint = async ({ body, aimock, files }) => {
  assertServed(body.model);
  refuseForChat(body);
  const question = readChat(body);
  const asked = body.messages.map((message: WireJson, at: number) => ({
    content: message?.content,
    param: `messages[${at}].content`,
  }));
  question.sounds = soundsIn(asked, body);
  question.documents = await documentsIn(asked, files, true);
  const answers = Array.from({ length: body.n ?? 1 }, (_, nth) => answerQuestion({ ...question, nth }));
  if (!body.stream) return { json: wholeOf(answers, body, aimock) };
  return { events: chunksOf(answers, body, aimock), endMark: 'data: [DONE]\n\n' };
};
