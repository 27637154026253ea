/** What OpenAI's API puts into its answers. */
export type Json = Record<string, unknown>;

const USAGE = { input_tokens: 10, output_tokens: 5, total_tokens: 15 };

/** A response of the Responses API with some items of output. */
export const responded = (output: Json[], model: string): Json => ({
  id: 'resp_1',
  object: 'response',
  status: 'completed',
  model,
  output,
  usage: USAGE,
});

/** A response of the Responses API that says a text. */
export const said = (text: string, model = 'gpt-6.2-sol'): Json =>
  responded(
    [
      {
        type: 'message',
        id: 'msg_1',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text, annotations: [] }],
      },
    ],
    model,
  );

/** The events of a stream of the Responses API that says some texts one after the other. */
export const saying = (texts: readonly string[], whole: Json = said(texts.join(''))): Json[] => [
  { type: 'response.created', response: { id: 'resp_1', status: 'in_progress' } },
  ...texts.map((delta) => ({ type: 'response.output_text.delta', delta })),
  { type: 'response.completed', response: whole },
];

/** A chat completion with one message. */
export const chatted = (message: Json, model: string, finish_reason = 'stop'): Json => ({
  id: 'chatcmpl_1',
  object: 'chat.completion',
  model,
  choices: [
    { index: 0, message: { role: 'assistant', content: null, refusal: null, ...message }, finish_reason },
  ],
  usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
});

/** The events of a streamed chat completion, its end mark included. */
export const chatting = (deltas: readonly Json[], model: string, finish_reason = 'stop'): unknown[] => {
  const chunk = { id: 'chatcmpl_1', object: 'chat.completion.chunk', model };
  const choice = (delta: Json, reason: string | null = null) => ({ index: 0, delta, finish_reason: reason });
  return [
    ...deltas.map((delta) => ({ ...chunk, choices: [choice(delta)] })),
    { ...chunk, choices: [choice({}, finish_reason)] },
    { ...chunk, choices: [], usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 } },
    'data: [DONE]\n\n',
  ];
};

/** An answer of the image API. */
export const drew = (...pictures: Uint8Array[]): Json => ({
  created: 1,
  output_format: 'png',
  size: '1024x1024',
  data: pictures.map((picture) => ({ b64_json: Buffer.from(picture).toString('base64') })),
  usage: { input_tokens: 10, output_tokens: 100, total_tokens: 110 },
});

/** An error as OpenAI puts it. */
export const refused = (status: number, code: string, message: string, headers = {}) => ({
  status,
  headers,
  json: { error: { message, code, type: code, param: null } },
});
