import type { Endpoint } from '../endpoint.js';

export const uploadFile: Endpoint = async ({ body, files }) => ({ json: await files.keep(body ?? {}) });

export const listFiles: Endpoint = ({ files, query }) => ({ json: files.list(query) });

export const retrieveFile: Endpoint = ({ rest, files }) => ({ json: files.retrieve(rest) });

export const downloadFile: Endpoint = ({ ids: [id = ''], files }) => ({
  bytes: files.download(id),
  contentType: 'application/octet-stream',
});

export const deleteFile: Endpoint = ({ rest, files, stores }) => {
  const deleted = files.delete(rest);
  stores.forget(rest);
  return { json: deleted };
};
