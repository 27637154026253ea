import type { Endpoint } from '../endpoint.js';

export const createUpload: Endpoint = ({ body, uploads }) => ({ json: uploads.create(body) });

export const addUploadPart: Endpoint = async ({ ids: [id = ''], body, uploads }) => ({
  json: await uploads.addPart(id, body),
});

export const completeUpload: Endpoint = ({ ids: [id = ''], body, uploads }) => ({
  json: uploads.complete(id, body),
});

export const cancelUpload: Endpoint = ({ ids: [id = ''], uploads }) => ({ json: uploads.cancel(id) });
