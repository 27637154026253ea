import type { OwnedTable } from '../../storage/owned-tables.js';
import type { OutgoingRequest } from '../openai/outgoing-request.js';
import { objectPath } from './object-path.js';
import { toldObjects } from './told-objects.js';

type Json = Record<string, unknown>;

/** What a request has left at the provider, and what its answer says that belongs to what it was about. */
export function* leftBehind(
  { method, endpoint, body: { json } }: Pick<OutgoingRequest, 'method' | 'endpoint' | 'body'>,
  answer: Json,
): Generator<Pick<OwnedTable, 'id' | 'kind'>> {
  const path = objectPath(endpoint);
  if (path === undefined) return;
  // What is made within a thing is its.
  const isNew = path.id === undefined || endpoint.endsWith('/remix');
  if (method === 'POST' && isNew && typeof answer.id === 'string' && isKept(path.kind, json))
    yield { id: answer.id, kind: path.kind };
  yield* toldObjects(answer);
}

/** Answers are kept by default over Responses, and where it was asked for over Chat Completions. */
const isKept = (kind: string, json: Json = {}): boolean =>
  kind === 'chat/completions' ? json.store === true : kind !== 'responses' || json.store !== false;
