import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A part as it has arrived. */
export interface ArrivedPart {
  id: string;
  upload: string;
  sha256: string;
  bytes: number;
}

export interface UploadingOptions {
  /** Called with each part that has arrived, before it is answered; what it gives is the status of a refusal. */
  onPart?: (part: ArrivedPart, count: number) => Promise<unknown> | unknown;
  /** Called when an upload is complete, before that is answered; what it gives is the status of a failure. */
  onCompleted?: () => number;
  /** Paths that are not there. */
  without?: RegExp;
  /** How long an upload is open. */
  lifeSeconds?: number;
}

interface Upload {
  id: string;
  status: 'pending' | 'completed' | 'cancelled';
  facts: Record<string, unknown>;
}

/** OpenAI's files and uploads as a server of its own, which keeps no bytes and tells what has arrived. */
export interface UploadingOpenAI {
  baseURL: string;
  options: UploadingOptions;
  /** Every part that has come, be it answered or not. */
  arrived: ArrivedPart[];
  /** Those whose answer was sent. */
  answered: ArrivedPart[];
  uploads: Map<string, Upload>;
  files: Map<string, Record<string, unknown>>;
  /** Such as `POST /uploads`. */
  requests: string[];
  /** What completed uploads named: their parts, and the MD5. */
  completed: { part_ids: string[]; md5: string }[];
  stop(): Promise<void>;
}

class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export async function startUploadingOpenAI(options: UploadingOptions = {}): Promise<UploadingOpenAI> {
  const arrived: ArrivedPart[] = [];
  const openai: UploadingOpenAI = {
    ...{ baseURL: '', options, arrived, answered: [], requests: [], completed: [] },
    uploads: new Map(),
    files: new Map(),
    stop: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
  const now = () => Math.floor(Date.now() / 1000);
  const addFile = (facts: Record<string, unknown>) => {
    const id = `file-${openai.files.size + 1}`;
    const file = { ...facts, id, object: 'file', created_at: now(), status: 'processed' };
    openai.files.set(id, file);
    return file;
  };
  const pending = (id: string): Upload => {
    const upload = openai.uploads.get(id);
    if (upload === undefined) throw new Refusal(404, `No such Upload object: ${id}`);
    if (upload.status !== 'pending') throw new Refusal(400, `Upload ${id} is ${upload.status}.`);
    return upload;
  };
  const takePart = async (upload: string, body: Buffer) => {
    pending(upload);
    const data = partOf(body);
    const sha256 = createHash('sha256').update(data).digest('hex');
    const part = { id: `part_${arrived.length + 1}`, upload, sha256, bytes: data.length };
    arrived.push(part);
    const status = await openai.options.onPart?.(part, arrived.length);
    if (typeof status === 'number') throw new Refusal(status, 'Not now.');
    openai.answered.push(part);
    return { id: part.id, object: 'upload.part', created_at: now(), upload_id: upload };
  };
  const complete = (id: string, body: Buffer) => {
    const upload = pending(id);
    const named = JSON.parse(body.toString()) as { part_ids: string[]; md5: string };
    openai.completed.push(named);
    const bytes = named.part_ids.reduce(
      (sum, part) => sum + arrived.find((each) => each.id === part)!.bytes,
      0,
    );
    if (bytes !== upload.facts.bytes) throw new Refusal(400, `The parts have ${bytes} bytes.`);
    upload.status = 'completed';
    const { filename, purpose } = upload.facts;
    const file = addFile({ filename, purpose, bytes });
    const status = openai.options.onCompleted?.();
    if (status !== undefined) throw new Refusal(status, 'The answer is lost.');
    return { ...upload.facts, status: 'completed', file };
  };
  const create = (body: Buffer) => {
    const life = openai.options.lifeSeconds ?? 3600;
    const id = `upload_${openai.uploads.size + 1}`;
    const times = { created_at: now(), expires_at: now() + life };
    const facts = { ...JSON.parse(body.toString()), id, object: 'upload', ...times, status: 'pending' };
    openai.uploads.set(id, { id, status: 'pending', facts });
    return facts;
  };
  const answer = async (method: string, path: string, body: Buffer): Promise<unknown> => {
    const [, room, id = '', what] = path.split('/');
    if (`${method} ${path}` === 'POST /uploads') return create(body);
    if (`${method} ${path}` === 'POST /files')
      return addFile({ filename: 'at-once', purpose: 'assistants', bytes: body.length });
    if (`${method} ${path}` === 'GET /files')
      return { object: 'list', data: [...openai.files.values()], has_more: false };
    if (method === 'GET' && room === 'files' && openai.files.has(id)) return openai.files.get(id);
    if (what === 'parts') return takePart(id, body);
    if (what === 'complete') return complete(id, body);
    if (what !== 'cancel') throw new Refusal(404, `No such File object: ${id}`);
    return Object.assign(pending(id), { status: 'cancelled' }).facts;
  };
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = '', url = '' } = request;
    const path = url.replace('/v1', '').split('?')[0]!;
    openai.requests.push(`${method} ${path}`);
    const body = await read(request);
    if (openai.options.without?.test(path)) return response.writeHead(404).end('<h1>Not here</h1>');
    const send = (status: number, json: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
    try {
      send(200, await answer(method, path, body));
    } catch (error) {
      const { status = 500, message } = error as Refusal;
      send(status, { error: { message, type: 'invalid_request_error', param: null, code: null } });
    }
  };
  const server = createServer((request, response) => void serve(request, response).catch(() => {}));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  openai.baseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  return openai;
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** The bytes of the one part of a form, cut out by hand: a parser of forms would forgive what servers don't. */
function partOf(body: Buffer): Buffer {
  const boundary = body.subarray(0, body.indexOf('\r\n'));
  const start = body.indexOf('\r\n\r\n') + 4;
  const end = body.lastIndexOf(Buffer.concat([Buffer.from('\r\n'), boundary, Buffer.from('--')]));
  if (end < start) throw new Refusal(400, 'The form has no end.');
  return body.subarray(start, end);
}
