import type { MakeStep } from '../request-step.js';

/** Enters the request into its call and into the cost book. */
export const record: MakeStep = ({ costs }) => ({
  name: 'record',
  send: (request, next) => {
    request.startedAt = performance.now();
    return next();
  },
  ended: (request) => {
    const {
      plugin,
      call,
      endpoint,
      requestedModel,
      model,
      servedModel,
      usage,
      costNanoUsd,
      basis,
      status,
      tries,
      requestId,
    } = request;
    const entry = {
      plugin,
      client: call?.client.name ?? null,
      tool: call?.tool ?? null,
      endpoint,
      requestedModel,
      model: servedModel ?? model,
      usage: usage?.tokens ?? null,
      costNanoUsd,
      basis,
      status,
      tries,
      upstreamMs: Math.round(performance.now() - request.startedAt),
      requestId,
    };
    call?.requests.push(entry);
    costs.add(entry);
  },
});
