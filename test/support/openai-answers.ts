import type { Reply } from './fake-openai.js';

type Json = Record<string, unknown>;

/** A response of the Responses API that says a text. */
export const said = (text: string, model = 'gpt-6.2-sol'): Json => ({
  id: 'resp_1',
  object: 'response',
  status: 'completed',
  model,
  output: [
    {
      type: 'message',
      id: 'msg_1',
      role: 'assistant',
      status: 'completed',
      content: [{ type: 'output_text', text, annotations: [] }],
    },
  ],
  usage: { input_tokens: 10, output_tokens: 5, total_tokens: 15 },
});

/** The events of a stream that says some texts one after the other. */
export const saying = (...texts: string[]): Json[] => [
  { type: 'response.created', response: { id: 'resp_1', status: 'in_progress' } },
  ...texts.map((delta) => ({ type: 'response.output_text.delta', delta })),
  { type: 'response.completed', response: said(texts.join('')) },
];

/** An answer of the image API. */
export const drew = (...pictures: Buffer[]): Json => ({
  created: 1,
  output_format: 'png',
  size: '1024x1024',
  data: pictures.map((picture) => ({ b64_json: picture.toString('base64') })),
  usage: { input_tokens: 10, output_tokens: 100, total_tokens: 110 },
});

/** An error as OpenAI puts it. */
export const refused = (status: number, code: string, message: string, headers = {}): Reply => ({
  status,
  headers,
  json: { error: { message, code, type: code, param: null } },
});

/** Bytes that begin as a PNG does, and can't be compressed. */
export function picture(bytes: number): Buffer {
  const noise = Buffer.alloc(bytes);
  for (let at = 0, state = bytes; at < bytes; at++) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    noise[at] = state >> 16;
  }
  noise.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return noise;
}

/** A question to `chat-completion`. */
export const ask = (content: unknown, more: Json = {}): Json => ({
  messages: [{ role: 'user', content }],
  ...more,
});
