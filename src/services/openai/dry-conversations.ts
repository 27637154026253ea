import { randomUUID } from 'node:crypto';
import type { DryRun } from '../../contracts/dry-run.js';
import { answerHere } from './answer-here.js';
import type { HttpReply } from './http-fetch.js';
import type { OutgoingRequest } from './outgoing-request.js';

/** What was put into conversations that a dry run would have begun, by the id that it was given for them. */
const begun = new WeakMap<DryRun, Map<string, unknown[]>>();

/**
 * Answers a request that would begin a conversation, or add to one that the run would have begun: it is free, and what goes on in the
 * conversation is what costs. Undefined for any other request.
 */
export async function answeredDry(request: OutgoingRequest, run: DryRun): Promise<HttpReply | undefined> {
  const { method, endpoint, body } = request;
  if (method !== 'POST') return undefined;
  const added = Array.isArray(body.json?.items) ? body.json.items : [];
  if (endpoint === '/conversations') {
    const id = `conv_${randomUUID().replaceAll('-', '')}`;
    const conversations = begun.get(run) ?? new Map<string, unknown[]>();
    begun.set(run, conversations.set(id, added));
    return answerHere(request, { id, object: 'conversation', created_at: 0, metadata: {} });
  }
  const id = /^\/conversations\/([^/]+)\/items$/.exec(endpoint)?.[1] ?? '';
  const items = begun.get(run)?.get(id);
  if (items === undefined) return undefined;
  items.push(...added);
  return answerHere(request, { object: 'list', data: [], first_id: null, last_id: null, has_more: false });
}

/** Puts what such a conversation would have in it into a request that goes on in it. */
export function withBegunItems({ body }: OutgoingRequest, run: DryRun): void {
  const items = begun.get(run)?.get(String(body.get('conversation')));
  if (items === undefined) return;
  const input = body.get('input');
  body.delete('conversation');
  body.set('input', [...items, ...(Array.isArray(input) ? input : [{ role: 'user', content: input }])]);
}
