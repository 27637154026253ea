import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import type { OAuthSection } from '../../config/sections/oauth-section.js';
import type { Logger } from '../../plugin-api/logger.js';
import { findJwksUrl } from './find-jwks-url.js';

const PATIENCE_MS = 5000;
const KEYS_KEPT_MS = 600_000;
/** Keys that nobody knows would have them fetched again and again. */
const FETCHED_AGAIN_MS = 30_000;
const CLIENT = /^[\x21-\x7e]{1,200}$/;

/** What a token says of its client. */
export interface TokenFacts {
  client: string;
  scopes: readonly string[];
}

/** A token that is not taken; its message says why. */
export class TokenRefused extends Error {
  /** @param isLate whether it was good until it expired. */
  constructor(
    message: string,
    readonly isLate = false,
  ) {
    super(message);
  }
}

/** The keys of the issuer can't be had: nobody knows whether the token is good. */
export class IssuerUnreachable extends Error {}

type Keys = ReturnType<typeof createRemoteJWKSet>;

/** Checks access tokens of one authorization server. It imports jose, so it is itself imported at the first token. */
export class OAuthTokens {
  private keys: Promise<Keys> | undefined;

  constructor(
    private readonly section: OAuthSection,
    private readonly audience: string,
    private readonly log: Logger,
  ) {}

  /** @throws TokenRefused, IssuerUnreachable */
  async read(token: string): Promise<TokenFacts> {
    const { issuer, nameClaim, algorithms, clockToleranceSeconds } = this.section;
    const keys = await this.opened();
    const { payload } = await jwtVerify(token, keys, {
      ...{ issuer, audience: this.audience, algorithms: [...algorithms] },
      ...{ clockTolerance: clockToleranceSeconds, requiredClaims: ['exp', nameClaim] },
    }).catch((error: unknown) => {
      throw this.refusalOf(error);
    });
    const client = payload[nameClaim];
    if (typeof client !== 'string' || !CLIENT.test(client))
      throw new TokenRefused(`its ${nameClaim} is no name that can be kept`);
    return { client, scopes: scopesOf(payload) };
  }

  private opened(): Promise<Keys> {
    this.keys ??= this.open().catch((error: unknown) => {
      this.keys = undefined;
      throw this.unreachable(error);
    });
    return this.keys;
  }

  private async open(): Promise<Keys> {
    const { jwksUrl, issuer } = this.section;
    const url = jwksUrl ?? (await findJwksUrl(issuer, PATIENCE_MS));
    return createRemoteJWKSet(new URL(url), {
      timeoutDuration: PATIENCE_MS,
      cooldownDuration: FETCHED_AGAIN_MS,
      cacheMaxAge: KEYS_KEPT_MS,
    });
  }

  private refusalOf(error: unknown): Error {
    if (error instanceof errors.JWTExpired) return new TokenRefused('it has expired', true);
    if (error instanceof errors.JWTClaimValidationFailed)
      return new TokenRefused(CLAIMS[error.claim] ?? `its ${error.claim} is missing or does not fit`);
    if (error instanceof errors.JOSEAlgNotAllowed)
      return new TokenRefused('its signature is of a kind that is not taken');
    if (UNKNOWN.some((kind) => error instanceof kind))
      return new TokenRefused('its signature is not of the issuer');
    if (MALFORMED.some((kind) => error instanceof kind))
      return new TokenRefused('it is no token of this server, nor a JWT');
    return this.unreachable(error);
  }

  private unreachable(error: unknown): IssuerUnreachable {
    this.log.error('The keys of the authorization server can not be read: requests are answered with 503.', {
      issuer: this.section.issuer,
      error: error instanceof Error ? error.message : String(error),
    });
    return new IssuerUnreachable();
  }
}

const CLAIMS: Readonly<Record<string, string>> = {
  iss: 'it is of another issuer',
  aud: 'it is for another service',
  nbf: 'it does not hold yet',
};

const UNKNOWN = [
  errors.JWSSignatureVerificationFailed,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];
const MALFORMED = [errors.JWSInvalid, errors.JWTInvalid, errors.JOSENotSupported];

/** A text with spaces (RFC 9068), or a list, as some issuers have it. */
function scopesOf({ scope, scp }: JWTPayload): string[] {
  const given = scope ?? scp;
  const words = Array.isArray(given) ? given : typeof given === 'string' ? given.split(' ') : [];
  return words.filter((word): word is string => typeof word === 'string' && word !== '');
}
