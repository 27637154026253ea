import type { Endpoint } from '../endpoint.js';
import { refuseAttributes } from '../stores/attributes.js';
import { cancelBatch, createBatch, findBatch, lookAtBatch } from '../stores/file-batches.js';
import { listFiles } from '../stores/kept-stores.js';
import { searchStores } from '../stores/search-stores.js';

const inBatch: (then: (batch: ReturnType<typeof findBatch>, query: URLSearchParams) => unknown) => Endpoint =
  (then) =>
  ({ ids: [store = '', batch = ''], stores, query }) => ({
    json: then(findBatch(stores, store, batch), query),
  });

/** By route, below `/vector_stores`. */
export const VECTOR_STORES: Record<string, Endpoint> = {
  'POST /vector_stores': ({ body, stores }) => ({ json: stores.create(body ?? {}) }),
  'GET /vector_stores': ({ query, stores }) => ({ json: stores.list(query) }),
  'GET /vector_stores/*': ({ rest, stores }) => ({ json: stores.retrieve(rest) }),
  'POST /vector_stores/*': ({ rest, body, stores }) => ({ json: stores.change(rest, body ?? {}) }),
  'DELETE /vector_stores/*': ({ rest, stores }) => ({ json: stores.delete(rest) }),
  'POST /vector_stores/*/search': ({ ids: [id = ''], body, stores }) => ({
    json: searchStores([stores.find(id)], body ?? {}),
  }),
  'POST /vector_stores/*/files': ({ ids: [id = ''], body, stores }) => ({
    json: stores.put(stores.find(id), body ?? {}).facts,
  }),
  'GET /vector_stores/*/files': ({ ids: [id = ''], query, stores }) => ({
    json: listFiles([...stores.find(id).files.values()], query),
  }),
  'GET /vector_stores/*/files/*': ({ ids: [store = '', id = ''], stores }) => {
    const file = stores.fileOf(store, id);
    file.index();
    return { json: file.facts };
  },
  'POST /vector_stores/*/files/*': ({ ids: [store = '', id = ''], body, stores }) => {
    const file = stores.fileOf(store, id);
    refuseAttributes(body?.attributes, 'attributes', ['string', 'number', 'boolean']);
    file.facts.attributes = body?.attributes ?? {};
    return { json: file.facts };
  },
  'DELETE /vector_stores/*/files/*': ({ ids: [store = '', id = ''], stores }) => {
    stores.fileOf(store, id);
    stores.find(store).files.delete(id);
    return { json: { id, object: 'vector_store.file.deleted', deleted: true } };
  },
  'GET /vector_stores/*/files/*/content': ({ ids: [store = '', id = ''], stores }) => ({
    json: {
      object: 'vector_store.file_content.page',
      data: [{ type: 'text', text: stores.fileOf(store, id).text }],
      has_more: false,
      next_page: null,
    },
  }),
  'POST /vector_stores/*/file_batches': ({ ids: [id = ''], body, stores }) => ({
    json: createBatch(stores, id, body),
  }),
  'GET /vector_stores/*/file_batches/*': inBatch(lookAtBatch),
  'POST /vector_stores/*/file_batches/*/cancel': inBatch(cancelBatch),
  'GET /vector_stores/*/file_batches/*/files': inBatch(({ files }, query) => listFiles(files, query)),
};
