import type { IncomingMessage } from 'node:http';
import { ApiError } from './api-error.js';

const parseForm = async (bytes: Buffer, contentType: string): Promise<Record<string, unknown>> => {
  const form = await new Response(new Uint8Array(bytes), {
    headers: { 'content-type': contentType },
  }).formData();
  const fields: Record<string, unknown> = {};
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name);
    fields[name.replace(/\[\]$/, '')] = values.length > 1 ? values : values[0];
  }
  return fields;
};

const parseJson = (text: string): object => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new ApiError(400, 'We could not parse the JSON body of your request.');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new ApiError(400, 'Invalid request: the body must be a JSON object.');
  }
  return parsed;
};

/** The body of a request: JSON, or the fields of a form; undefined of a request without one. */
export const readBody = async (request: IncomingMessage, mostBytes: number): Promise<unknown> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > mostBytes)
      throw new ApiError(413, `The request is larger than the sandbox reads (${mostBytes >> 20} MiB).`);
  }
  const contentType = request.headers['content-type'] ?? '';
  if (contentType.startsWith('multipart/')) return parseForm(Buffer.concat(chunks), contentType);
  const isBare = size === 0 && contentType === '';
  return isBare || request.method === 'GET' || request.method === 'DELETE'
    ? undefined
    : parseJson(Buffer.concat(chunks).toString('utf8'));
};
