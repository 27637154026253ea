import type { IncomingMessage, ServerResponse } from 'node:http';

/** A request to OpenAI as it arrived. */
export interface RecordedRequest {
  method: string;
  /** With its query string. Below the base URL, such as `/responses`. */
  path: string;
  /** By name in small letters. Of a {@link TestHost} without the API key. */
  headers: Record<string, string>;
  /** Parsed JSON; of a form, fields by name (a repeated name, or `name[]`, gives an array; files as `File`). */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what its own request holds
  body: any;
  /** The body as it was sent. */
  text: string;
  /** Settles when the exchange is over, or the client has gone away. */
  closed: Promise<void>;
}

/** Reads a request to its end. */
export async function recordRequest(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<RecordedRequest> {
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
}

async function parseBody(body: Buffer, contentType: string): Promise<unknown> {
  if (contentType.startsWith('multipart/')) return parseForm(body, contentType);
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

async function parseForm(body: Buffer, contentType: string): Promise<Record<string, unknown>> {
  const form = await new Response(new Uint8Array(body), {
    headers: { 'content-type': contentType },
  }).formData();
  const fields: Record<string, unknown> = {};
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name);
    fields[name.replace(/\[\]$/, '')] = name.endsWith('[]') || values.length > 1 ? values : values[0];
  }
  return fields;
}
