import type { HttpSection } from '../config/sections/http-section.js';
import type { HttpService } from '../transports/http/http-server.js';
import { type HostFlags, openHost } from './open-host.js';
import { remark } from './print.js';

/** What the command line says of HTTP. */
export interface HttpFlags {
  host?: string;
  port?: number;
  stateless?: boolean;
  sse?: boolean;
}

/** What still holds a process up after its server has stopped. */
const STOP_LIMIT_MS = 5000;

/** Serves over HTTP until a signal comes; a second one ends what is under way. */
export async function serveHttp(flags: HostFlags & HttpFlags): Promise<number> {
  const signalled = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve);
  });
  const [{ serveOverHttp }, open] = await Promise.all([
    import('../transports/http/http-server.js'),
    openHost({ ...flags, follows: true, serves: true }),
  ]);
  let service: HttpService | undefined;
  try {
    service = await serveOverHttp(open.host, sectionOf(open.loaded.config.server.http, flags));
    remark(`Serving at ${service.url}`);
    await signalled;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(1));
    await service.drain();
  } finally {
    setTimeout(() => process.exit(0), STOP_LIMIT_MS).unref();
    // Calls that are cut off are still answered.
    await open.close();
    await service?.close();
  }
  return 0;
}

const sectionOf = (section: HttpSection, { host, port, stateless, sse }: HttpFlags): HttpSection => ({
  ...section,
  ...(host === undefined ? {} : { host }),
  ...(port === undefined ? {} : { port }),
  ...(stateless === undefined ? {} : { stateless }),
  ...(sse === undefined ? {} : { sse }),
});
