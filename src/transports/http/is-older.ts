import { isLegacyRequest, PROTOCOL_VERSION_META_KEY } from '@modelcontextprotocol/server';

const NEWER = '2026-07-28';

/** Whether a message is for the older era, by the SDK's rules. What is plain it is not asked about, since it looks at all of it. */
export async function isOlder(request: Request, body: unknown): Promise<boolean> {
  if (namesEra(body)) return false;
  const version = request.headers.get('mcp-protocol-version');
  const isNamedNewer = version !== null && version >= NEWER;
  return (!isNamedNewer && isPlainRequest(body)) || isLegacyRequest(request, body);
}

/** Whether a message says of itself that it is of the newer era. */
function namesEra(body: unknown): boolean {
  const { params } = (body ?? {}) as { params?: { _meta?: object | null } | null };
  const meta = params?._meta;
  return typeof meta === 'object' && meta !== null && Object.hasOwn(meta, PROTOCOL_VERSION_META_KEY);
}

/** A request without anything else in it. */
function isPlainRequest(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  const { jsonrpc, id, method, params, ...more } = body as Record<string, unknown>;
  return (
    jsonrpc === '2.0' &&
    (typeof id === 'string' || Number.isSafeInteger(id)) &&
    typeof method === 'string' &&
    typeof params === 'object' &&
    params !== null &&
    !Array.isArray(params) &&
    Object.keys(more).length === 0
  );
}
