import { ApiError } from '../api-error.js';
import type { Endpoint } from '../endpoint.js';
import type { WireJson } from '../wire-json.js';

/** What aimock's batches and tuning jobs read, it must keep itself. */
const OF_AIMOCK = new Set(['batch', 'fine-tune']);

export const uploadFile: Endpoint = async ({ body, files, askAimock }) => {
  if (!OF_AIMOCK.has(body?.purpose) || !(body.file instanceof File))
    return { json: await files.keep(body ?? {}) };
  const form = new FormData();
  form.set('purpose', body.purpose);
  form.set('file', body.file, body.file.name);
  const answer = await askAimock('/files', { method: 'POST', body: form });
  const json: WireJson = await answer.json();
  if (answer.ok) return { json };
  throw new ApiError(answer.status, json.error?.message ?? 'Invalid file.');
};

export const listFiles: Endpoint = async ({ files, query, askAimock }) => {
  const theirs: WireJson = await (await askAimock('/files')).json();
  const all = [...files.list(), ...(theirs.data ?? [])].toSorted(
    (one, other) => other.created_at - one.created_at,
  );
  const purpose = query.get('purpose');
  const data = purpose === null ? all : all.filter((file) => file.purpose === purpose);
  return {
    json: {
      object: 'list',
      data,
      first_id: data[0]?.id ?? null,
      last_id: data.at(-1)?.id ?? null,
      has_more: false,
    },
  };
};

/** `rest` is an id, or an id and `/content`. */
export const retrieveFile: Endpoint = ({ rest, files }) => {
  const [id = '', part] = rest.split('/');
  if (part !== 'content') return { json: files.retrieve(id) };
  return { bytes: files.retrieveContent(id).bytes, contentType: 'application/octet-stream' };
};

export const deleteFile: Endpoint = ({ rest, files }) => ({ json: files.delete(rest) });
