import { type HostFlags, type OpenHost, openHost } from '../open-host.js';
import { printed, remark } from '../print.js';
import type { HttpFlags } from '../serve-http.js';

export interface ServeFlags extends HostFlags, HttpFlags {
  transport?: 'stdio' | 'http';
}

/** Within the second that a client grants a server that it stops. */
const STOP_LIMIT_MS = 900;

const WAITING = `This is an MCP server: it waits for a client to speak to it over stdin, and answers on stdout.
To see what it does:        openai-mcp-host try
To add it to a client:      openai-mcp-host init
To stop it:                 Ctrl-C`;

/** Serves over stdio until the client has gone or a signal comes; or over HTTP. */
export async function serve({ transport, ...flags }: ServeFlags): Promise<number> {
  if (transport !== 'http') return serveStdio(flags);
  const { serveHttp } = await import('../serve-http.js');
  return serveHttp(flags);
}

async function serveStdio(flags: HostFlags): Promise<number> {
  let open: OpenHost | undefined;
  const signalled = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve);
  });
  const stopSoon = () => setTimeout(() => process.exit(0), STOP_LIMIT_MS);
  void signalled.then(stopSoon);
  process.stdin.once('end', stopSoon).once('close', stopSoon);
  if (process.stdin.isTTY) remark(WAITING);

  const served = async () => {
    const [{ serveOverStdio }, opened] = await Promise.all([
      import('../../transports/stdio.js'),
      openHost({ ...flags, listens: true, follows: true, serves: true }),
    ]);
    open = opened;
    await serveOverStdio(open.host, (error) => remark(`A message that can't be served: ${error.message}`));
  };
  await Promise.race([served(), signalled]);
  await open?.close();
  await printed();
  return 0;
}
