import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Mood = 'answers' | 'limits-once' | 'refuses' | 'hangs';

const SAID = {
  id: 'resp_1',
  object: 'response',
  model: 'gpt-6-luna',
  status: 'completed',
  output: [
    {
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      status: 'completed',
      content: [{ type: 'output_text', text: 'Clear enough.', annotations: [] }],
    },
  ],
  usage: { input_tokens: 40, output_tokens: 10, total_tokens: 50 },
};
const LIMITED = { error: { message: 'Rate limit reached.', type: 'requests', code: 'rate_limit_exceeded' } };
const REFUSED = {
  error: { message: 'Incorrect API key provided: sk-be**ch.', type: 'auth', code: 'invalid_api_key' },
};

/** In OpenAI's place, in a mood that the probe sets. */
export class Upstream {
  mood: Mood = 'answers';
  requests: { model: string; instructions: string; input: string }[] = [];
  /** How many requests their client has left before an answer. */
  left = 0;
  private readonly server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    this.requests.push(JSON.parse(Buffer.concat(chunks).toString()));
    response.on('close', () => {
      if (!response.writableEnded) this.left++;
    });
    this.answer(response);
  });

  async start(): Promise<string> {
    await new Promise<void>((listening) => this.server.listen(0, '127.0.0.1', listening));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  be(mood: Mood): void {
    this.mood = mood;
    this.requests = [];
    this.left = 0;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private answer(response: ServerResponse): void {
    const send = (status: number, body: object, headers = {}) =>
      response
        .writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req_1', ...headers })
        .end(JSON.stringify(body));
    if (this.mood === 'hangs') return;
    if (this.mood === 'refuses') send(401, REFUSED);
    else if (this.mood === 'limits-once' && this.requests.length === 1) {
      send(429, LIMITED, { 'retry-after-ms': '50' });
    } else send(200, SAID);
  }
}
