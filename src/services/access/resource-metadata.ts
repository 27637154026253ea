import type { HttpSection } from '../../config/sections/http-section.js';
import type { OAuthSection } from '../../config/sections/oauth-section.js';
import type { ServerSection } from '../../config/sections/server-section.js';
import type { Credentials } from '../../contracts/authenticate.js';
import type { HttpRoute } from '../../contracts/http-route.js';

const WELL_KNOWN = '/.well-known/oauth-protected-resource';

type Place = Pick<HttpSection, 'publicUrl' | 'path'>;

/** What the server is called by those who ask it; the Host of a request was checked before. */
const baseOf = ({ publicUrl }: Place, request?: Credentials): string =>
  publicUrl?.replace(/\/+$/, '') ?? `http://${request?.headers.host ?? 'localhost'}`;

/** The MCP endpoint as tokens and metadata name it. */
export const resourceOf = (http: Place, request?: Credentials): string => baseOf(http, request) + http.path;

/** Where the metadata of the endpoint is: the well-known part comes before the path (RFC 9728, 3.1). */
export function metadataUrlOf(http: Place, request: Credentials): string {
  const { origin, pathname } = new URL(resourceOf(http, request));
  return `${origin}${WELL_KNOWN}${pathname === '/' ? '' : pathname}`;
}

/** Answers with RFC 9728's metadata, for the endpoint and for the whole server alike. */
export function metadataRoutes(
  { name, http }: Pick<ServerSection, 'name' | 'http'>,
  { issuer, scopes }: OAuthSection,
): HttpRoute[] {
  const paths = new Set([WELL_KNOWN, `${WELL_KNOWN}${http.path.replace(/\/$/, '')}`]);
  return [...paths].map((path) => ({
    path,
    methods: ['GET'],
    for: 'anybody',
    handle: (request, response) => {
      const body = JSON.stringify({
        resource: resourceOf(http, request),
        authorization_servers: [issuer],
        scopes_supported: Object.keys(scopes),
        bearer_methods_supported: ['header'],
        resource_name: name,
      });
      response.writeHead(200, {
        'content-type': 'application/json',
        'cache-control': 'max-age=3600',
        'content-length': Buffer.byteLength(body),
      });
      response.end(body);
    },
  }));
}
