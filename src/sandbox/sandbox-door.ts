import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { ApiError } from './api-error.js';
import type { Aimock, Endpoint, EndpointReply, EndpointRequest } from './endpoint.js';
import { cancelBatch, createBatch, listBatches, retrieveBatch } from './endpoints/batches.js';
import { createChatCompletion } from './endpoints/chat-completions.js';
import { createEmbedding } from './endpoints/embeddings.js';
import { deleteFile, listFiles, retrieveFile, uploadFile } from './endpoints/files.js';
import { editImage, generateImage } from './endpoints/images.js';
import { createModeration } from './endpoints/moderations.js';
import { cancelResponse, countInputTokens, createResponse, retrieveResponse } from './endpoints/responses.js';
import { createSpeech } from './endpoints/speech.js';
import { createTranscription, createTranslation } from './endpoints/transcriptions.js';
import { KeptBatches } from './kept-batches.js';
import { KeptFiles } from './kept-files.js';
import { KeptResponses } from './kept-responses.js';
import { readBody } from './read-body.js';
import { listModels, retrieveModel } from './sandbox-models.js';

export interface SandboxRequest {
  method: string;
  path: string;
  /** Parsed; undefined of the endpoints that are left to aimock. */
  body: unknown;
}

const ENDPOINTS: Record<string, Endpoint> = {
  'POST /responses': createResponse,
  'GET /responses/*': retrieveResponse,
  'POST /responses/*': cancelResponse,
  'POST /responses/input_tokens': countInputTokens,
  'POST /chat/completions': createChatCompletion,
  'POST /images/generations': generateImage,
  'POST /images/edits': editImage,
  'POST /embeddings': createEmbedding,
  'POST /audio/speech': createSpeech,
  'POST /audio/transcriptions': createTranscription,
  'POST /audio/translations': createTranslation,
  'POST /moderations': createModeration,
  'POST /files': uploadFile,
  'GET /files': listFiles,
  'GET /files/*': retrieveFile,
  'DELETE /files/*': deleteFile,
  'POST /batches': createBatch,
  'GET /batches': listBatches,
  'GET /batches/*': retrieveBatch,
  'POST /batches/*': cancelBatch,
  'GET /models': () => ({ json: listModels() }),
  'GET /models/*': ({ rest }) => ({ json: retrieveModel(rest) }),
};

/** Where aimock's own answer is like the real one. */
const LEFT_TO_AIMOCK = /^\/(fine_tuning|realtime)\b/;

/** Marks what goes through this door to aimock. */
const FOR_AIMOCK = 'x-for-aimock';

const HEADERS = {
  'openai-organization': 'sandbox',
  'openai-processing-ms': '1',
  'openai-version': '2020-10-01',
  'x-ratelimit-limit-requests': '10000',
  'x-ratelimit-limit-tokens': '2000000',
  'x-ratelimit-remaining-requests': '9999',
  'x-ratelimit-remaining-tokens': '1999000',
  'x-ratelimit-reset-requests': '6ms',
  'x-ratelimit-reset-tokens': '30ms',
};
const KEPT = 200;
const GAP_MS = 4;

const send = async (reply: EndpointReply, response: ServerResponse): Promise<void> => {
  if ('json' in reply) {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(reply.json));
    return;
  }
  if ('text' in reply) {
    response.setHeader('content-type', 'text/plain; charset=utf-8').end(reply.text);
    return;
  }
  if ('bytes' in reply) {
    response.setHeader('content-type', reply.contentType).end(reply.bytes);
    return;
  }
  response
    .setHeader('content-type', 'text/event-stream; charset=utf-8')
    .setHeader('cache-control', 'no-cache');
  for await (const event of reply.events) {
    if (response.destroyed) return;
    const name = 'type' in event ? `event: ${event.type}\n` : '';
    response.write(`${name}data: ${JSON.stringify(event)}\n\n`);
    await wait(GAP_MS);
  }
  response.end(reply.endMark);
};

/** What is remembered of a form's files: what they are, not what is in them. */
const withoutFiles = (body: unknown): unknown =>
  JSON.parse(
    JSON.stringify(body ?? null, (_, value) =>
      value instanceof File ? { name: value.name, type: value.type, bytes: value.size } : value,
    ),
  ) ?? undefined;

const refusalOf = (error: unknown): ApiError =>
  error instanceof ApiError
    ? error
    : new ApiError(
        400,
        `The sandbox could not read this request: ${error instanceof Error ? error.message : error}`,
      );

/** Stands before aimock under `/v1`: answers what aimock lacks or does unlike the real API, and lets the rest through. */
export class SandboxDoor {
  readonly requests: SandboxRequest[] = [];
  private readonly responses = new KeptResponses();
  private readonly files = new KeptFiles();
  private readonly batches = new KeptBatches();
  private readonly sockets = new Set<Socket>();

  constructor(private readonly aimock: Aimock) {}

  async handleRequest(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> {
    this.watch(request.socket);
    const seen: SandboxRequest = { method: request.method ?? 'GET', path: `/v1${path}`, body: undefined };
    this.requests.push(seen);
    if (this.requests.length > KEPT) this.requests.shift();
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    if (LEFT_TO_AIMOCK.test(path) || request.headers[FOR_AIMOCK] || this.isFileOfAimock(path)) return false;
    try {
      await send(await this.answer(request, path, seen), response);
    } catch (error) {
      this.refuse(error, response);
    }
    return true;
  }

  closeConnections(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** Files of fine-tuning lie with aimock, which answers those. */
  private isFileOfAimock(path: string): boolean {
    const id = /^\/files\/([^/?]+)/.exec(path)?.[1];
    return id !== undefined && !this.files.has(id);
  }

  private async answer(
    request: IncomingMessage,
    whole: string,
    seen: SandboxRequest,
  ): Promise<EndpointReply> {
    const [path = '', query] = whole.split('?');
    const parent = path.slice(0, path.indexOf('/', 1));
    const endpoint = ENDPOINTS[`${seen.method} ${path}`] ?? ENDPOINTS[`${seen.method} ${parent}/*`];
    if (!endpoint) throw new ApiError(404, `Invalid URL (${seen.method} ${seen.path})`);
    const body = await readBody(request);
    seen.body = withoutFiles(body);
    const rest = decodeURIComponent(path.slice(parent.length + 1));
    const about = { rest, query: new URLSearchParams(query) };
    return endpoint(this.asked(body, about, request.headers.host));
  }

  private asked(
    body: unknown,
    about: Pick<EndpointRequest, 'rest' | 'query'>,
    host: string | undefined,
  ): EndpointRequest {
    return {
      body,
      ...about,
      aimock: this.aimock,
      askAimock: (place, init) =>
        fetch(`http://${host}/v1${place}`, { ...init, headers: { [FOR_AIMOCK]: 'yes' } }),
      responses: this.responses,
      files: this.files,
      batches: this.batches,
      runLine: async (path, line) => {
        try {
          const endpoint = ENDPOINTS[`POST ${path}`];
          if (!endpoint) throw new ApiError(404, `Invalid URL (POST /v1${path})`);
          const nothing = { rest: '', query: new URLSearchParams() };
          const reply = await endpoint(this.asked(line, nothing, host));
          if ('json' in reply) return { status: 200, body: reply.json };
          throw new ApiError(400, 'Streaming is not supported in a batch.', { param: 'stream' });
        } catch (error) {
          const refusal = refusalOf(error);
          return { status: refusal.status, body: refusal.body };
        }
      },
    };
  }

  private refuse(error: unknown, response: ServerResponse): void {
    const refusal = refusalOf(error);
    if (response.headersSent) response.destroy();
    else
      response
        .writeHead(refusal.status, { 'content-type': 'application/json' })
        .end(JSON.stringify(refusal.body));
  }

  private watch(socket: Socket): void {
    if (this.sockets.has(socket)) return;
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
  }
}
