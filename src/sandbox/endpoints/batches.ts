import { ApiError, badRequest } from '../api-error.js';
import type { Endpoint } from '../endpoint.js';

const MOST = 100;

export const createBatch: Endpoint = ({ body, batches, files, runLine }) => ({
  json: batches.create(body, files, runLine),
});

export const retrieveBatch: Endpoint = async ({ rest, batches }) => ({
  json: await batches.find(rest).look(),
});

export const listBatches: Endpoint = ({ query, batches }) => {
  const limit = Number(query.get('limit') ?? 20);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST)
    throw badRequest(`Invalid 'limit': expected an integer from 1 to ${MOST}.`, 'limit', 'invalid_value');
  return { json: batches.list(query.get('after'), limit) };
};

export const cancelBatch: Endpoint = ({ rest, batches }) => {
  const id = /^([^/]+)\/cancel$/.exec(rest)?.[1];
  if (id === undefined) throw new ApiError(404, `Invalid URL (POST /v1/batches/${rest})`);
  return { json: batches.find(id).cancel() };
};
