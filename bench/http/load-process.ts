import autocannon from 'autocannon';
import { type Era, echoCall, openSession, SAID } from './messages.ts';

/** What a process of clients is told to do: so many at once, for so long, each sends its next call when it has its answer. */
export interface LoadOrder {
  url: string;
  era: Era;
  clients: number;
  seconds: number;
}

export interface LoadFigures {
  calls: number;
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Not answered, answered with an error, or with something else than was said. */
  errors: number;
}

const sessions = new Map<string, string[]>();

/** As many as there are clients; opened once. */
async function sessionsAt(url: string, count: number): Promise<string[]> {
  const open = sessions.get(url) ?? [];
  sessions.set(url, open);
  while (open.length < count) open.push(await openSession(url));
  return open;
}

process.on('message', async ({ url, era, clients, seconds }: LoadOrder) => {
  const ids = era === 'legacy' ? await sessionsAt(url, clients) : [];
  const { headers, body } = echoCall(era);
  let next = 0;
  const result = await autocannon({
    ...{ url, method: 'POST', headers, body, connections: clients, duration: seconds },
    verifyBody: (answer) => answer.includes('structuredContent') && answer.includes(SAID),
    setupClient: (client) => {
      if (era === 'legacy') client.setHeaders({ ...headers, 'mcp-session-id': ids[next++ % ids.length]! });
    },
  });
  process.send!({
    calls: result['2xx'],
    perSecond: result['2xx'] / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    errors: result.errors + result.non2xx + result.mismatches,
  } satisfies LoadFigures);
});
