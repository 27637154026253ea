import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach } from 'vitest';
import type { LimitsSection } from '../../../src/config/sections/limits-section.js';
import type { OpenAISection } from '../../../src/config/sections/openai-section.js';
import type { Clock } from '../../../src/services/pace/clock.js';
import type { Storage } from '../../../src/storage/storage.js';
import { chatAnswer, openServices, TestCall } from '../openai/open-services.js';

export const MODEL = 'gpt-6-luna';
export const ask = (content = 'Hi', model = MODEL) => ({
  model,
  messages: [{ role: 'user' as const, content }],
});

export class ClientCall extends TestCall {
  override readonly client: { name: string };

  constructor(name: string) {
    super();
    this.client = { name };
  }
}

export interface Arrival {
  at: number;
  client: string;
  answer(status: number, body?: object, headers?: Record<string, string>): void;
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

export interface Upstream {
  url: string;
  arrivals: Arrival[];
}

/** A server that stamps what arrives with the clock's time. Without a script, the test answers itself. */
export async function startUpstream(
  clock: Pick<Clock, 'now'>,
  script?: (arrival: Arrival, nth: number) => void,
): Promise<Upstream> {
  const arrivals: Arrival[] = [];
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const at = clock.now();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { messages } = JSON.parse(Buffer.concat(chunks).toString());
    const arrival: Arrival = {
      at,
      client: messages[0].content,
      answer: (status, body = status < 400 ? chatAnswer() : { error: {} }, headers = {}) => {
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.end(JSON.stringify(body));
      },
    };
    arrivals.push(arrival);
    script?.(arrival, arrivals.length - 1);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, arrivals };
}

interface Options {
  upstream: Upstream;
  limits?: Partial<LimitsSection>;
  openai?: Partial<OpenAISection>;
  clock?: Clock;
  storage?: () => Promise<Storage>;
}

/** The services against the upstream, and how a client asks. */
export async function pacedServices({ upstream, limits, openai, clock, storage }: Options) {
  const services = await openServices({
    openai: { baseURL: upstream.url, maxRetries: 0, ...openai },
    ...(limits && { limits }),
    ...(clock && { clock }),
    ...(storage && { storage }),
  });
  /** The message names the client, so that the upstream knows who asks. */
  const send = (client: string, model = MODEL) => {
    const call = new ClientCall(client);
    const answer = call.run(async () => services.client.chat.completions.create(ask(client, model)));
    const outcome = answer.then(
      () => 'answered',
      (error: unknown) => services.translate(error)?.code ?? String(error),
    );
    const refusal = () =>
      answer.then(
        () => undefined,
        (error: unknown) => services.translate(error),
      );
    return { call, outcome, refusal };
  };
  return { ...services, send };
}

export const times = <T>(count: number, make: (nth: number) => T): T[] =>
  Array.from({ length: count }, (_, nth) => make(nth));
