import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Host } from '../host/host.js';
import { claimStdout } from './claim-stdout.js';
import { createMcpServer } from './mcp-server.js';
import { wholeLines } from './whole-lines.js';

/** A picture of 50 MB fits, as a data URL. A longer line ends the connection, so that a peer can't fill the memory. */
const MAX_LINE_BYTES = 96 * 1024 * 1024;

/** Serves a host over stdin and stdout, both protocol eras. Resolves when the client has gone. */
export async function serveOverStdio(host: Host, report: (error: Error) => void): Promise<void> {
  const lines = wholeLines(process.stdin, MAX_LINE_BYTES);
  const transport = new StdioServerTransport(lines, claimStdout(), { maxBufferSize: 2 * MAX_LINE_BYTES });
  const gone = new Promise<void>((resolve) => {
    lines.once('end', resolve).once('close', resolve);
  });
  const serving = serveStdio(({ era }) => createMcpServer(host, { isLocal: true, era }), {
    transport,
    onerror: report,
  });
  const ended = host.observer?.session('pipe');
  await gone;
  ended?.();
  await serving.close();
}
