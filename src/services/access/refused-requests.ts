import { AccessRefusal } from '../../contracts/authenticate.js';

/** Where a client learns whose tokens are taken; undefined where no authorization server's are. */
export type MetadataUrl = string | undefined;

const HOW = 'Send a token of yours as `Authorization: Bearer …`; whoever runs the server gives it.';

/** RFC 6750, with where RFC 9728's metadata is. */
function challenge(
  metadata: MetadataUrl,
  facts: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const all = { realm: 'openai-mcp-host', ...facts, ...(metadata && { resource_metadata: metadata }) };
  const words = Object.entries(all).map(([name, value]) => `${name}="${value.replace(/["\\]/g, '')}"`);
  return { 'www-authenticate': `Bearer ${words.join(', ')}` };
}

export const tokenMissing = (metadata: MetadataUrl): AccessRefusal =>
  new AccessRefusal(
    401,
    { code: 'TOKEN_MISSING', message: 'This server serves clients that it knows.', hint: HOW },
    challenge(metadata),
  );

/** @param why in a few plain words, without a quotation mark; nothing of the token. */
export const tokenInvalid = (metadata: MetadataUrl, why: string): AccessRefusal =>
  new AccessRefusal(
    401,
    { code: 'TOKEN_INVALID', message: `The token is not taken: ${why}.`, hint: HOW },
    challenge(metadata, { error: 'invalid_token', error_description: why }),
  );

export const tokenExpired = (metadata: MetadataUrl): AccessRefusal => {
  const { status, body, headers } = tokenInvalid(metadata, 'it has expired');
  return new AccessRefusal(status, body, headers, true);
};

/** @param scopes of which each would do. */
export const scopeInsufficient = (metadata: MetadataUrl, scopes: readonly string[]): AccessRefusal =>
  new AccessRefusal(
    403,
    {
      code: 'SCOPE_INSUFFICIENT',
      message: 'The token has no scope that gives anything here.',
      hint: `Ask for one with ${scopes.join(' or ')}.`,
    },
    challenge(metadata, { error: 'insufficient_scope', scope: scopes.join(' ') }),
  );

export const headerMalformed = (message: string): AccessRefusal =>
  new AccessRefusal(400, { code: 'HEADER_MALFORMED', message, hint: 'Correct it, or leave it out.' });

export const issuerUnreachable = (): AccessRefusal =>
  new AccessRefusal(
    503,
    {
      code: 'TOKEN_ISSUER_UNREACHABLE',
      message: 'The keys that tokens are checked with can not be read now.',
      hint: 'Try again later, with the same token.',
    },
    { 'retry-after': '10' },
  );
