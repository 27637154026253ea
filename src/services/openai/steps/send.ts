import { collect } from '../collect.js';
import type { HttpReply } from '../http-fetch.js';
import type { OutgoingRequest } from '../outgoing-request.js';
import type { MakeStep, StepServices } from '../request-step.js';
import { backoff, isWorthRetrying, saysNotDone, toldToWait } from '../retry-wait.js';
import { TransportFailure } from '../transport-failure.js';

/** Sends the request, and again as often as that is safe and of use: the only retry there is. */
export const send: MakeStep = (services) => ({
  name: 'send',
  send: async (request) => {
    for (;;) {
      const { reply, failure, waitMs } = await sendOnce(request, services);
      if (waitMs !== undefined) {
        tellWait(request, waitMs, reply, services);
        request.sight?.retries(reply?.status ?? 0, waitMs);
        if (await request.departure.again(waitMs, reply)) continue;
      }
      if (reply === undefined) throw failure;
      return reply;
    }
  },
});

interface Try {
  reply?: HttpReply;
  failure?: unknown;
  /** How long to wait before the next try; undefined where there is to be none. */
  waitMs?: number | undefined;
}

async function sendOnce(request: OutgoingRequest, services: StepServices): Promise<Try> {
  const mayRetry = request.tries < services.options.maxRetries && request.body.isRepeatable;
  try {
    const reply = await request.departure.depart(async () => {
      await request.beforeSending();
      request.tries += 1;
      request.status = 0;
      return services.http.send(request);
    });
    request.status = reply.status;
    request.requestId = reply.headers['x-request-id'] ?? null;
    if (reply.status < 400) return { reply };
    const bytes = await collect(reply.body);
    reply.body = bytes;
    const isSafe = !request.leavesWork || saysNotDone(reply);
    const again = mayRetry && isSafe && isWorthRetrying(reply, bytes.toString());
    return { reply, waitMs: again ? waitAfter(reply, request, services) : undefined };
  } catch (failure) {
    const again = mayRetry && failure instanceof TransportFailure && failure.isPassing;
    return {
      failure,
      waitMs: again && (!failure.sent || request.isRepeatable) ? backoff(request.tries) : undefined,
    };
  }
}

function waitAfter(
  { headers }: HttpReply,
  { tries }: OutgoingRequest,
  { options }: StepServices,
): number | undefined {
  const told = toldToWait(headers);
  if (told !== undefined && told > options.maxRetryWaitSeconds * 1000) return undefined;
  // A few milliseconds over: timers may ring early, and "never sooner than told" is meant.
  return told ? told + 5 + Math.random() * 100 : Math.min(backoff(tries), options.maxRetryWaitSeconds * 1000);
}

function tellWait(
  request: OutgoingRequest,
  ms: number,
  reply: HttpReply | undefined,
  { provider, log }: StepServices,
): void {
  const seconds = Math.max(1, Math.round(ms / 1000));
  const why =
    reply === undefined ? 'no connection' : reply.status === 429 ? 'rate limit' : `status ${reply.status}`;
  log.info(`${request.endpoint}: ${why}; trying again in ${seconds} s`, {
    tries: request.tries,
    requestId: request.requestId,
  });
  const who =
    reply?.status === 429 ? `${provider.name} asks to wait ${seconds} s` : `Trying again in ${seconds} s`;
  request.call?.progress(undefined, `${who} (${why})`);
}
