import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export interface RecordedRequest {
  method: string;
  /** With its query string. */
  path: string;
  headers: Record<string, string>;
  /** Parsed JSON; of a form, fields by name (a repeated name, or `name[]`, gives an array; files as `File`). */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what its own request holds
  body: any;
  text: string;
  /** Settles when the exchange is over, or the client has gone away. */
  closed: Promise<void>;
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  text?: string;
  /** Events: an object is sent as JSON, under its `type` as the event's name; a string is sent raw. */
  sse?: unknown[];
  /** Pause before every event, or before the only body. */
  gapMs?: number;
  /** Read the request and never answer; with `sse`, send the events and leave the stream open. */
  hang?: boolean;
  /** Send this much of the body, then reset the connection. */
  resetAfterBytes?: number;
  /** Send this many events, then end the stream as if it were complete. */
  cutAfterEvents?: number;
}

/** `nth` counts the requests for the same method and path, from 0. */
export type Script = (request: RecordedRequest, nth: number) => Reply | Promise<Reply>;

export interface FakeOpenAI {
  baseURL: string;
  requests: RecordedRequest[];
  stop(): Promise<void>;
}

const parseForm = async (text: Buffer, contentType: string): Promise<Record<string, unknown>> => {
  const form = await new Response(new Uint8Array(text), {
    headers: { 'content-type': contentType },
  }).formData();
  const fields: Record<string, unknown> = {};
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name);
    fields[name.replace(/\[\]$/, '')] = name.endsWith('[]') || values.length > 1 ? values : values[0];
  }
  return fields;
};

const parseBody = async (body: Buffer, contentType: string): Promise<unknown> => {
  if (contentType.startsWith('multipart/')) return parseForm(body, contentType);
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
};

const record = async (request: IncomingMessage, response: ServerResponse): Promise<RecordedRequest> => {
  const closed = new Promise<void>((resolve) => response.once('close', resolve));
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers,
    body: await parseBody(body, headers['content-type'] ?? ''),
    text: body.toString('utf8'),
    closed,
  };
};

const frame = (event: unknown): string => {
  if (typeof event === 'string') return event;
  const type = (event as { type?: unknown }).type;
  return `${typeof type === 'string' ? `event: ${type}\n` : ''}data: ${JSON.stringify(event)}\n\n`;
};

const send = async (reply: Reply, response: ServerResponse): Promise<void> => {
  if (reply.hang && !reply.sse) return;
  const kind = reply.sse ? 'text/event-stream' : reply.json === undefined ? 'text/plain' : 'application/json';
  const parts = reply.sse
    ? reply.sse.slice(0, reply.cutAfterEvents).map(frame)
    : [reply.json === undefined ? (reply.text ?? '') : JSON.stringify(reply.json)];
  let left = reply.resetAfterBytes ?? Number.POSITIVE_INFINITY;
  const head = { 'content-type': kind, 'x-request-id': 'req_fake', ...reply.headers };
  if (reply.gapMs && !reply.sse) await wait(reply.gapMs);
  response.writeHead(reply.status ?? 200, head).flushHeaders();
  for (const part of parts) {
    if (reply.gapMs && reply.sse) await wait(reply.gapMs);
    if (response.destroyed) return;
    const bytes = Buffer.from(part).subarray(0, left);
    left -= bytes.length;
    await new Promise((sent) => response.write(bytes, sent));
    if (left <= 0) break;
  }
  if (reply.resetAfterBytes !== undefined) response.socket?.resetAndDestroy();
  else if (!reply.hang) response.end();
};

/** A server on a random loopback port that answers what the test scripts. An error in the script is a 500. */
export async function startFakeOpenAI(script: Script): Promise<FakeOpenAI> {
  const requests: RecordedRequest[] = [];
  const server = createServer(async (incoming, response) => {
    try {
      const request = await record(incoming, response);
      const nth = requests.filter(
        (past) => past.method === request.method && past.path === request.path,
      ).length;
      requests.push(request);
      await send(await script(request, nth), response);
    } catch (error) {
      if (!response.headersSent) response.writeHead(500, { 'x-should-retry': 'false' });
      response.end(`the test's script failed: ${error}`);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseURL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
