import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Host } from '../host/host.js';
import { claimStdout } from './claim-stdout.js';
import { createMcpServer } from './mcp-server.js';

/** A longer line closes the connection, so that a peer can't fill the memory. */
const MAX_LINE_BYTES = 64 * 1024 * 1024;

/** Serves a host over stdin and stdout, both protocol eras. Resolves when the client has gone. */
export async function serveOverStdio(host: Host, report: (error: Error) => void): Promise<void> {
  const transport = new StdioServerTransport(process.stdin, claimStdout(), { maxBufferSize: MAX_LINE_BYTES });
  const gone = new Promise<void>((resolve) => {
    process.stdin.once('end', resolve).once('close', resolve);
  });
  const serving = serveStdio(() => createMcpServer(host), { transport, onerror: report });
  await gone;
  await serving.close();
}
