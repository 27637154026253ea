import { ApiError } from './api-error.js';
import type { RunLine } from './batch-run.js';
import type { Endpoint, EndpointRequest } from './endpoint.js';

/** What is answered in the place of a request that failed. */
export const refusalOf = (error: unknown): ApiError =>
  error instanceof ApiError
    ? error
    : new ApiError(
        400,
        `The sandbox could not read this request: ${error instanceof Error ? error.message : error}`,
      );

/** Answers the lines of batches by the endpoints themselves. */
export const lineRunner =
  (endpoints: Readonly<Record<string, Endpoint>>, requestFor: (body: unknown) => EndpointRequest): RunLine =>
  async (path, body) => {
    try {
      const endpoint = endpoints[`POST ${path}`];
      if (!endpoint) throw new ApiError(404, `Invalid URL (POST /v1${path})`);
      const reply = await endpoint(requestFor(body));
      if ('json' in reply) return { status: 200, body: reply.json };
      throw new ApiError(400, 'Streaming is not supported in a batch.', { param: 'stream' });
    } catch (error) {
      const refusal = refusalOf(error);
      return { status: refusal.status, body: refusal.body };
    }
  };
