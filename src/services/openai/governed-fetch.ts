import { currentCall } from '../../contracts/current-call.js';
import type { RunningCall } from '../../contracts/running-call.js';
import type { HttpReply } from './http-fetch.js';
import { OutgoingRequest } from './outgoing-request.js';
import { readBody } from './request-body.js';
import type { RequestStep, StepServices } from './request-step.js';
import { REQUEST_STEPS } from './request-steps.js';
import { walkSteps } from './walk-steps.js';

type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** Makes the `fetch` that one plugin's client is given: every request takes the steps. */
export function createGovernedFetch(given: Omit<StepServices, 'ask'>): (plugin: string) => Fetch {
  const ask = (request: OutgoingRequest) => walkSteps(steps, request, given.log);
  const services: StepServices = { ...given, ask };
  const steps: RequestStep[] = REQUEST_STEPS.map((make) => make(services));
  const basePath = new URL(services.provider.baseURL).pathname.replace(/\/$/, '');

  const fetchFor =
    (plugin: string): Fetch =>
    async (target, init = {}) => {
      const url = new URL(target instanceof Request ? target.url : target);
      const call = onBehalfOf(currentCall.getStore());
      const signals = [init.signal, call?.signal].filter((signal) => signal instanceof AbortSignal);
      const headers = Object.fromEntries(
        init.headers instanceof Headers ? init.headers : new Headers(init.headers),
      );
      const request = new OutgoingRequest({
        plugin,
        call,
        method: init.method ?? 'GET',
        url,
        endpoint: url.pathname.startsWith(`${basePath}/`)
          ? url.pathname.slice(basePath.length)
          : url.pathname,
        headers,
        body: readBody(init.body, headers['content-type']),
        signal: signals.length === 1 ? signals[0]! : AbortSignal.any(signals),
      });
      return responseOf(await ask(request));
    };
  // Where it has no Response, the SDK asks for `data:,` to learn whether it knows forms.
  return (plugin) => Object.assign(fetchFor(plugin), { Response });
}

/** Nobody waits for what comes after a call's result; but a call that was cut off sends nothing any more. */
const onBehalfOf = (call: RunningCall | undefined): RunningCall | undefined =>
  call?.hasEnded && !call.signal.aborted ? undefined : call;

const BODILESS = new Set([204, 205, 304]);

function responseOf({ status, headers, body, abort }: HttpReply): Response {
  if (BODILESS.has(status)) return new Response(null, { status, headers });
  if (Buffer.isBuffer(body)) return new Response(body as Uint8Array<ArrayBuffer>, { status, headers });
  const bytes = body[Symbol.asyncIterator]();
  const stream = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { done, value } = await bytes.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: abort,
    },
    { highWaterMark: 0 },
  );
  return new Response(stream, { status, headers });
}
