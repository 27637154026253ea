import { hash } from 'node:crypto';
import { isApart } from '../../contracts/owner-of.js';
import { canonicalJson } from '../canonical-json.js';
import type { OutgoingRequest } from '../openai/outgoing-request.js';

/** Headers that decide whose account is asked, and for which form of the API. */
const ACCOUNT = ['authorization', 'api-key', 'openai-organization', 'openai-project', 'openai-beta'];

/** Names a request by all that its answer hangs on; nothing of it, the key above all, can be read off. */
export function answerKey(
  { url, headers, body, call, owner }: Pick<OutgoingRequest, 'url' | 'headers' | 'body' | 'call' | 'owner'>,
  shared: boolean,
): string {
  const request = {
    url: url.href,
    account: ACCOUNT.map((name) => headers[name] ?? null),
    // What a client says of itself never makes it one that had to prove it.
    client: shared
      ? null
      : owner !== undefined && isApart(owner)
        ? { owner }
        : { name: call?.client.name ?? null },
    body: body.json,
  };
  return hash('sha256', canonicalJson(request), 'hex');
}
