import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { ApiError } from './api-error.js';
import type { Aimock, Endpoint, EndpointReply } from './endpoint.js';
import { createChatCompletion } from './endpoints/chat-completions.js';
import { CONVERSATIONS } from './endpoints/conversations.js';
import { listCosts } from './endpoints/costs.js';
import { createEmbedding } from './endpoints/embeddings.js';
import { deleteFile, downloadFile, listFiles, retrieveFile, uploadFile } from './endpoints/files.js';
import { FINE_TUNING } from './endpoints/fine-tuning.js';
import { editImage, generateImage } from './endpoints/images.js';
import { createModeration } from './endpoints/moderations.js';
import { cancelResponse, countInputTokens, createResponse, retrieveResponse } from './endpoints/responses.js';
import { createSpeech } from './endpoints/speech.js';
import { createTranscription, createTranslation } from './endpoints/transcriptions.js';
import { addUploadPart, cancelUpload, completeUpload, createUpload } from './endpoints/uploads.js';
import { VECTOR_STORES } from './endpoints/vector-stores.js';
import { KeptBill } from './kept-bill.js';
import { KeptConversations } from './kept-conversations.js';
import { KeptFiles } from './kept-files.js';
import { KeptResponses } from './kept-responses.js';
import { KeptTuningJobs } from './kept-tuning-jobs.js';
import { KeptUploads } from './kept-uploads.js';
import { matchRoute } from './match-route.js';
import { readBody } from './read-body.js';
import { listModels, retrieveModel } from './sandbox-models.js';
import { KeptStores } from './stores/kept-stores.js';
import type { WireJson } from './wire-json.js';

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
  ...CONVERSATIONS,
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
  'GET /files/*/content': downloadFile,
  'DELETE /files/*': deleteFile,
  'POST /uploads': createUpload,
  'POST /uploads/*/parts': addUploadPart,
  'POST /uploads/*/complete': completeUpload,
  'POST /uploads/*/cancel': cancelUpload,
  ...VECTOR_STORES,
  'GET /organization/costs': listCosts,
  ...FINE_TUNING,
  'GET /models': () => ({ json: listModels() }),
  'GET /models/*': ({ rest }) => ({ json: retrieveModel(rest) }),
};

/** Where aimock's own answer is like the real one. */
const LEFT_TO_AIMOCK = /^\/(batches|realtime)\b/;

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
/** A part of an upload, or the file of an upload at once, and what a form has beside it. */
const LARGEST_BODY = 65 * 1024 * 1024;
const LARGEST_FILE = 513 * 1024 * 1024;
const GAP_MS = 4;

const send = async (
  reply: EndpointReply,
  response: ServerResponse,
  bill: (answer: WireJson) => void,
): Promise<void> => {
  if ('json' in reply) {
    bill(reply.json);
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
    bill(event);
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

/** Stands before aimock under `/v1`: answers what aimock lacks or does unlike the real API, and lets the rest through. */
export class SandboxDoor {
  readonly requests: SandboxRequest[] = [];
  private readonly responses = new KeptResponses();
  private readonly conversations = new KeptConversations();
  private readonly files = new KeptFiles();
  private readonly uploads = new KeptUploads(this.files);
  private readonly stores = new KeptStores(this.files);
  private readonly bill = new KeptBill();
  private readonly tuningJobs = new KeptTuningJobs();
  private readonly sockets = new Set<Socket>();

  constructor(private readonly aimock: Aimock) {}

  async handleRequest(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> {
    this.watch(request.socket);
    const seen: SandboxRequest = { method: request.method ?? 'GET', path: `/v1${path}`, body: undefined };
    this.requests.push(seen);
    if (this.requests.length > KEPT) this.requests.shift();
    for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
    if (LEFT_TO_AIMOCK.test(path)) return false;
    try {
      const reply = await this.answer(request, path, seen);
      const { model } = (seen.body ?? {}) as { model?: unknown };
      await send(reply, response, (answer) => this.bill.enter(answer, model));
    } catch (error) {
      this.refuse(error, response);
    }
    return true;
  }

  closeConnections(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private async answer(request: IncomingMessage, path: string, seen: SandboxRequest): Promise<EndpointReply> {
    const route = matchRoute(ENDPOINTS, seen.method, path);
    if (!route) throw new ApiError(404, `Invalid URL (${seen.method} ${seen.path})`);
    const body = await readBody(request, path === '/files' ? LARGEST_FILE : LARGEST_BODY);
    seen.body = withoutFiles(body);
    const { found: endpoint, ids, rest } = route;
    return endpoint({
      ...{ body, rest, ids },
      // aimock gives the path without it.
      query: new URLSearchParams(request.url?.split('?')[1]),
      aimock: this.aimock,
      responses: this.responses,
      conversations: this.conversations,
      files: this.files,
      uploads: this.uploads,
      stores: this.stores,
      bill: this.bill,
      tuningJobs: this.tuningJobs,
    });
  }

  private refuse(error: unknown, response: ServerResponse): void {
    const refusal =
      error instanceof ApiError
        ? error
        : new ApiError(
            400,
            `The sandbox could not read this request: ${error instanceof Error ? error.message : error}`,
          );
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
