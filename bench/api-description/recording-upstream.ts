import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Recorded {
  method: string;
  /** Below the base URL, such as `/responses`. */
  path: string;
  mediaType: string | undefined;
  /** The JSON; of a form its fields, files by a placeholder; undefined where there is no body. */
  body: unknown;
}

export interface RecordingUpstream {
  baseUrl: string;
  requests: Recorded[];
  stop(): void;
}

/** Notes down every request on its way to the stand-in. */
export async function startRecordingUpstream(standIn: string): Promise<RecordingUpstream> {
  const requests: Recorded[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const body = await bytesOf(incoming);
    const path = new URL(incoming.url!, 'http://host').pathname;
    requests.push(await recorded(incoming, path, body));
    const {
      host: _,
      connection: __,
      'content-length': ___,
      'transfer-encoding': ____,
      ...headers
    } = incoming.headers;
    const answer = await fetch(standIn + incoming.url, {
      method: incoming.method!,
      headers: headers as Record<string, string>,
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    const kept = [...answer.headers].filter(
      ([name]) => !/^(content-encoding|content-length|transfer-encoding)$/.test(name),
    );
    outgoing.writeHead(answer.status, Object.fromEntries(kept));
    outgoing.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${port}`, requests, stop: () => server.close() };
}

async function bytesOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function recorded(incoming: IncomingMessage, path: string, body: Buffer): Promise<Recorded> {
  const type = incoming.headers['content-type'] ?? '';
  const mediaType = body.length === 0 ? undefined : type.split(';')[0]!.trim();
  const content =
    mediaType === 'application/json'
      ? JSON.parse(body.toString('utf8'))
      : mediaType === 'multipart/form-data'
        ? fieldsOf(await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData())
        : undefined;
  return { method: incoming.method!, path, mediaType, body: content };
}

/** A form as the JSON that the description means: numbers and booleans read, `name[]` as a list, `name[key]` as an object. */
function fieldsOf(form: FormData): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of form) {
    const content =
      typeof value === 'string' ? readField(value) : `binary ${value.type}, ${value.size} bytes`;
    const [, field = name, key] = /^([^[]+)\[([^\]]*)\]$/.exec(name) ?? [];
    if (key === undefined) fields[field] = content;
    else if (key === '') fields[field] = [...((fields[field] as unknown[] | undefined) ?? []), content];
    else fields[field] = { ...(fields[field] as object | undefined), [key]: content };
  }
  return fields;
}

const readField = (text: string): unknown =>
  /^(true|false|-?\d+(\.\d+)?)$/.test(text) ? JSON.parse(text) : text;
