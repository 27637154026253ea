import type { ServerSection } from '../../config/sections/server-section.js';
import type { Access, NarrowedTools } from '../../contracts/access.js';
import { AccessRefusal, type Credentials } from '../../contracts/authenticate.js';
import type { HttpRoute } from '../../contracts/http-route.js';
import type { Logger } from '../../plugin-api/logger.js';
import { type AccessDesk, recordOf } from './access-desk.js';
import { isClientToken } from './client-tokens.js';
import { HeaderMalformed, narrowedBy } from './narrowing-headers.js';
import type { OAuthTokens } from './oauth-tokens.js';
import {
  headerMalformed,
  issuerUnreachable,
  type MetadataUrl,
  scopeInsufficient,
  tokenExpired,
  tokenInvalid,
  tokenMissing,
} from './refused-requests.js';
import { metadataRoutes, metadataUrlOf, resourceOf } from './resource-metadata.js';

const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i;

export interface AuthenticationParts {
  server: ServerSection;
  desk: () => Promise<AccessDesk>;
  log: Logger;
}

/** Says who sends a request over HTTP, by its token, and what the client may do. */
export class Authentication {
  private oauth: Promise<OAuthTokens> | undefined;

  constructor(private readonly parts: AuthenticationParts) {}

  /** What is answered to whoever wants to know whose tokens are taken. */
  get routes(): readonly HttpRoute[] {
    const { server } = this.parts;
    return server.oauth === undefined ? [] : metadataRoutes(server, server.oauth);
  }

  async authenticate(request: Credentials): Promise<Access | AccessRefusal> {
    const { server } = this.parts;
    const metadata = server.oauth && metadataUrlOf(server.http, request);
    try {
      const narrowed = narrowedBy(request.headersDistinct);
      const given = request.headersDistinct.authorization ?? [];
      if (given.length > 1) return headerMalformed('Authorization comes more than once.');
      const token = BEARER.exec(given[0]?.trim() ?? '')?.[1];
      if (token === undefined) return tokenMissing(metadata);
      if (isClientToken(token)) return await this.clientOf(token, narrowed, metadata);
      if (server.oauth === undefined) return tokenInvalid(metadata, 'it is none of this server');
      return await this.bearerOf(token, narrowed, metadata);
    } catch (error) {
      if (error instanceof HeaderMalformed) return headerMalformed(error.message);
      throw error;
    }
  }

  private async clientOf(
    token: string,
    narrowed: NarrowedTools | undefined,
    metadata: MetadataUrl,
  ): Promise<Access | AccessRefusal> {
    const desk = await this.parts.desk();
    const client = desk.tokens.find(token, desk.now);
    if (client === undefined) return tokenInvalid(metadata, 'nobody here has it');
    if (client === 'expired') return tokenExpired(metadata);
    return desk.access(recordOf(client.name, narrowed));
  }

  private async bearerOf(
    token: string,
    narrowed: NarrowedTools | undefined,
    metadata: MetadataUrl,
  ): Promise<Access | AccessRefusal> {
    const { IssuerUnreachable, TokenRefused } = await import('./oauth-tokens.js');
    const known = Object.keys(this.parts.server.oauth?.scopes ?? {});
    this.oauth ??= this.openOAuth();
    try {
      const { client, scopes } = await (await this.oauth).read(token);
      const given = scopes.filter((scope) => known.includes(scope));
      if (given.length === 0) return scopeInsufficient(metadata, known);
      return (await this.parts.desk()).access(recordOf(`oauth:${client}`, narrowed, given));
    } catch (error) {
      if (error instanceof TokenRefused && error.isLate) return tokenExpired(metadata);
      if (error instanceof TokenRefused) return tokenInvalid(metadata, error.message);
      if (error instanceof IssuerUnreachable) return issuerUnreachable();
      throw error;
    }
  }

  private async openOAuth(): Promise<OAuthTokens> {
    const { OAuthTokens } = await import('./oauth-tokens.js');
    const { server, log } = this.parts;
    const section = server.oauth!;
    // The config has one of the two.
    return new OAuthTokens(section, section.audience ?? resourceOf(server.http), log);
  }
}
