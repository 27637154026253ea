import { answerHere } from '../openai/answer-here.js';
import { collect } from '../openai/collect.js';
import type { HttpReply } from '../openai/http-fetch.js';
import { OutgoingRequest } from '../openai/outgoing-request.js';
import { ownPage, type RawPage } from './own-page.js';
import type { OwnedObjects } from './owned-objects.js';

type Next = (branch?: OutgoingRequest) => Promise<HttpReply>;
type Json = Record<string, unknown>;

/** Ends the looking: what the provider refuses is the answer. */
class Refused extends Error {
  constructor(readonly reply: HttpReply) {
    super('The provider refuses the list.');
  }
}

/** Answers a list with what of it is the owner's. */
export async function ownList(
  request: OutgoingRequest,
  kind: string,
  owner: string,
  objects: OwnedObjects,
  next: Next,
): Promise<HttpReply> {
  const { searchParams: asked } = request.url;
  const limit = asked.has('limit') ? Math.max(1, Number(asked.get('limit')) || 1) : undefined;
  const wish = { kind, limit, after: asked.get('after') ?? undefined };
  try {
    const page = await ownPage(wish, owner, objects, async ({ limit, after }) => {
      const reply = await next(pageOf(request, limit, after));
      const body = await collect(reply.body);
      const page = reply.status < 300 ? (parsed(body) as Partial<RawPage> | undefined) : undefined;
      if (!Array.isArray(page?.data)) throw new Refused({ ...reply, body });
      return page as RawPage;
    });
    return answerHere(request, page);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    request.status = error.reply.status;
    await request.end();
    return error.reply;
  }
}

/** Of the models, those that were tuned are their owners'. */
export async function ownModels(owner: string, objects: OwnedObjects, next: Next): Promise<HttpReply> {
  const reply = await next();
  const list = Buffer.isBuffer(reply.body) ? parsed(reply.body) : undefined;
  if (!Array.isArray(list?.data)) return reply;
  const models = list.data as Json[];
  const tuned = models.map(({ id }) => String(id)).filter((id) => id.startsWith('ft:'));
  const usable = await objects.usable(tuned, owner);
  const data = models.filter(({ id }) => !String(id).startsWith('ft:') || usable.has(String(id)));
  return { ...reply, headers: { 'content-type': 'application/json' }, body: json({ ...list, data }) };
}

const json = (value: object): Buffer => Buffer.from(JSON.stringify(value));

export function parsed(body: Buffer): Json | undefined {
  try {
    const value: unknown = JSON.parse(body.toString());
    return typeof value === 'object' && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

function pageOf(request: OutgoingRequest, limit: number, after: string | undefined): OutgoingRequest {
  const url = new URL(request.url);
  url.searchParams.set('limit', String(limit));
  if (after === undefined) url.searchParams.delete('after');
  else url.searchParams.set('after', after);
  const { plugin, call, method, endpoint, headers, body, signal } = request;
  return new OutgoingRequest({ plugin, call, method, endpoint, headers, body, signal, url });
}
