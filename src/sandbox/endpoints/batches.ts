import type { Endpoint } from '../endpoint.js';

/** By route. */
export const BATCHES: Record<string, Endpoint> = {
  'POST /batches': ({ body, batches, files, runLine }) => ({ json: batches.create(body, files, runLine) }),
  'GET /batches': ({ query, batches }) => ({ json: batches.list(query) }),
  'GET /batches/*': async ({ rest, batches }) => ({ json: await batches.find(rest).look() }),
  'POST /batches/*/cancel': ({ ids: [id = ''], batches }) => ({ json: batches.find(id).cancel() }),
};
