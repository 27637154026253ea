import type { AnswerCache } from '../../cache/answer-cache.js';
import { answerKey } from '../../cache/answer-key.js';
import type { KeptAnswer } from '../../cache/kept-answer.js';
import { type CacheWish, mayBeKept } from '../../cache/may-be-kept.js';
import type { SharedOutcome } from '../../cache/shared-request.js';
import { SharedRequests } from '../../cache/shared-requests.js';
import { isWhole } from '../../cache/whole-answer.js';
import { enterRequest } from '../enter-request.js';
import type { HttpReply } from '../http-fetch.js';
import type { OutgoingRequest } from '../outgoing-request.js';
import type { MakeStep } from '../request-step.js';

/** What a plugin says of a single request; it never leaves the house. */
const WISH = 'openai-mcp-host-cache';

/** Answers what was answered before, and lets requests that are the same share one that is under way. */
export const cache: MakeStep = (services) => {
  const shared = new SharedRequests();
  return {
    name: 'cache',
    send: async (request, next) => {
      const { cache } = services;
      const wish = request.headers[WISH] as CacheWish;
      delete request.headers[WISH];
      if (cache === undefined || !mayBeKept(request, cache.policy.text, wish)) return next();

      const key = answerKey(request, cache.policy.shared);
      const kept = cache.findRecent(key) ?? (shared.has(key) ? undefined : await cache.find(key));
      // While the store was asked, another's answer may have come.
      const answer = kept ?? cache.findRecent(key);
      if (answer !== undefined) {
        request.answer = services.auditor?.digest();
        return answerFrom(request, answer);
      }
      return shared.send(key, request, next, (sent, outcome) => keep(cache, key, sent, outcome));
    },
    ended: async (request) => {
      // What went out is on record by itself.
      if (request.basis !== 'cached') return;
      enterRequest(request, services);
      if (request.status !== 200) return;
      request.afterwards = services.budgets().then((budgets) => budgets.bookCached(request));
    },
  };
};

async function answerFrom(
  request: OutgoingRequest,
  { contentType, body, model }: KeptAnswer,
): Promise<HttpReply> {
  request.basis = 'cached';
  request.costNanoUsd = 0n;
  request.status = 200;
  request.servedModel = model;
  request.answer?.update(body);
  await request.end();
  return { status: 200, headers: { 'content-type': contentType }, body, abort: () => {} };
}

function keep(
  cache: AnswerCache,
  key: string,
  { endpoint, servedModel }: OutgoingRequest,
  { status, contentType, body }: SharedOutcome,
): void {
  if (status !== 200 || !isWhole(endpoint, contentType, body)) return;
  cache.keep(key, { contentType, body, model: servedModel });
}
