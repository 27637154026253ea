import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

// Stands in for OpenAI, as a process of its own. Its parent sets the milliseconds that it takes over an answer.

const facts = { id: 'bench', created: 1_780_000_000, created_at: 1_780_000_000, model: 'gpt-6-luna' };
const text = 'Hello from the far side.';

const answers: Record<string, Buffer> = {
  '/v1/responses': json({
    ...facts,
    object: 'response',
    status: 'completed',
    error: null,
    incomplete_details: null,
    output: [
      {
        id: 'msg_bench',
        type: 'message',
        role: 'assistant',
        status: 'completed',
        content: [{ type: 'output_text', text, annotations: [] }],
      },
    ],
    usage: {
      input_tokens: 12,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: 6,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 18,
    },
  }),
  '/v1/chat/completions': json({
    ...facts,
    object: 'chat.completion',
    choices: [
      { index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop', logprobs: null },
    ],
    usage: { prompt_tokens: 12, completion_tokens: 6, total_tokens: 18 },
  }),
};

let delayMs = 0;
process.on('message', (ms: number) => {
  delayMs = ms;
  process.send?.('set');
});

process.on('disconnect', () => process.exit());

const server = createServer({ keepAliveTimeout: 600_000 }, (request, response) => {
  const answer = answers[request.url ?? ''];
  const send = () =>
    response
      .writeHead(answer ? 200 : 404, { 'content-type': 'application/json', 'x-request-id': 'req_bench' })
      .end(answer ?? '{"error":{"message":"Not here.","type":"invalid_request_error"}}');
  request.resume().on('end', () => (delayMs > 0 ? setTimeout(send, delayMs) : send()));
});

server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));

function json(value: object): Buffer {
  return Buffer.from(JSON.stringify(value));
}
