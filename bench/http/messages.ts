export type Era = 'modern' | 'legacy';

/** Told apart from an answer of somebody else, and from an error. */
export const SAID = 'What is said here comes back.';

const REVISION = { modern: '2026-07-28', legacy: '2025-11-25' };
const CLIENT = { name: 'load', version: '1.0.0' };
const META = {
  'io.modelcontextprotocol/protocolVersion': REVISION.modern,
  'io.modelcontextprotocol/clientInfo': CLIENT,
  'io.modelcontextprotocol/clientCapabilities': {},
};

const PLAIN = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };

/** The same call over and over, as a client of the era sends it. */
export function echoCall(era: Era): { headers: Record<string, string>; body: string } {
  const params = { name: 'echo', arguments: { text: SAID } };
  const modern = era === 'modern';
  return {
    headers: {
      ...PLAIN,
      'mcp-protocol-version': REVISION[era],
      ...(modern && { 'mcp-method': 'tools/call', 'mcp-name': 'echo' }),
    },
    body: JSON.stringify({
      ...{ jsonrpc: '2.0', id: 1, method: 'tools/call' },
      params: modern ? { ...params, _meta: META } : params,
    }),
  };
}

/** Opens a session of the older era, and gives its id. */
export async function openSession(url: string): Promise<string> {
  const hello = { protocolVersion: REVISION.legacy, capabilities: {}, clientInfo: CLIENT };
  const post = async (message: object, headers: Record<string, string> = {}) => {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    const answer = await fetch(url, { method: 'POST', headers: { ...PLAIN, ...headers }, body });
    await answer.text();
    if (!answer.ok) throw new Error(`A session could not be opened: ${answer.status}.`);
    return answer.headers.get('mcp-session-id') ?? '';
  };
  const id = await post({ id: 1, method: 'initialize', params: hello });
  await post({ method: 'notifications/initialized' }, { 'mcp-session-id': id });
  return id;
}
