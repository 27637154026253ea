import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { packageRoot } from '../../config/package-root.js';
import type { HttpRoute } from '../../contracts/http-route.js';
import type { AuditPage, NotShown, OperationsData } from '../../contracts/operations-data.js';
import { ADMIN_SHELL } from './admin-shell.js';
import { auditQueryOf } from './audit-query.js';
import type { AuditQuery } from './audit-search.js';

export interface AdminSource {
  data(): Promise<OperationsData>;
  /** undefined where nothing is recorded. */
  search: ((query: AuditQuery) => Promise<AuditPage | NotShown>) | undefined;
}

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

/** The operations page: a shell that anybody may load, without any data, and its data, for operators. */
export function adminRoutes({ data, search }: AdminSource): HttpRoute[] {
  const GET = ['GET', 'HEAD'];
  return [
    {
      ...{ path: '/admin', methods: GET, for: 'anybody' },
      handle: (_, response) => send(response, 200, 'text/html; charset=utf-8', ADMIN_SHELL),
    },
    asset('page.js', 'text/javascript; charset=utf-8'),
    asset('page.css', 'text/css; charset=utf-8'),
    {
      ...{ path: '/admin/data', methods: GET, for: 'operators' },
      handle: async (_, response) => sendJson(response, 200, await data()),
    },
    {
      ...{ path: '/admin/audit', methods: GET, for: 'operators' },
      handle: async (request, response) => {
        const query = auditQueryOf(parametersOf(request));
        if (typeof query === 'string') return sendJson(response, 400, refusal('AUDIT_QUERY_INVALID', query));
        if (search === undefined)
          return sendJson(response, 404, refusal('AUDIT_DISABLED', '`audit.enabled` is off.'));
        return sendJson(response, 200, await search(query));
      },
    },
  ];
}

const asset = (name: string, type: string): HttpRoute => ({
  ...{ path: `/admin/${name}`, methods: ['GET', 'HEAD'], for: 'anybody' },
  handle: async (_, response) =>
    send(response, 200, type, await readFile(join(packageRoot(), 'dist', 'admin', name))),
});

const parametersOf = ({ url = '' }: IncomingMessage): URLSearchParams =>
  new URL(url, 'http://localhost').searchParams;

const refusal = (code: string, message: string) => ({ code, message });

const sendJson = (response: ServerResponse, status: number, body: object): void =>
  send(response, status, 'application/json', JSON.stringify(body));

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  const cache = type === 'application/json' ? 'no-store' : 'no-cache';
  response.writeHead(status, { ...HEADERS, 'content-type': type, 'cache-control': cache }).end(body);
}
