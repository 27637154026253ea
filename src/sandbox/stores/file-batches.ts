import { ApiError, badRequest, missing } from '../api-error.js';
import type { WireJson } from '../wire-json.js';
import type { IndexedFile } from './indexed-file.js';
import type { KeptStores } from './kept-stores.js';
import { countFiles, indexSome } from './vector-store.js';

const MOST = 2000;

interface Batch {
  facts: WireJson;
  files: IndexedFile[];
}

/** Many files that are put into a store at once. */
export function createBatch(stores: KeptStores, storeId: string, body: WireJson): WireJson {
  const store = stores.find(storeId);
  const { file_ids: ids, files } = body ?? {};
  if (ids !== undefined && files !== undefined)
    throw badRequest(
      "Mutually exclusive parameters: 'file_ids' and 'files'.",
      null,
      'mutually_exclusive_parameters',
    );
  const shared = { chunking_strategy: body?.chunking_strategy, attributes: body?.attributes };
  const wanted: WireJson[] = files ?? ids?.map((id: string) => ({ file_id: id, ...shared }));
  if (!Array.isArray(wanted)) throw missing('file_ids');
  if (wanted.length < 1 || wanted.length > MOST)
    throw badRequest(`Invalid 'file_ids': expected 1 to ${MOST} files.`, 'file_ids', 'invalid_value');
  const batch: Batch = {
    facts: {
      id: `vsfb_${crypto.randomUUID().replaceAll('-', '')}`,
      object: 'vector_store.file_batch',
      created_at: Math.floor(Date.now() / 1000),
      vector_store_id: storeId,
    },
    files: wanted.map((file) => stores.put(store, file)),
  };
  store.batches.set(batch.facts.id, batch);
  return seen(batch);
}

export function findBatch(stores: KeptStores, storeId: string, id: string): Batch {
  const found = stores.find(storeId).batches.get(id);
  if (found !== undefined) return found;
  throw new ApiError(404, `No file batch found with id '${id}' in vector store '${storeId}'.`, {
    param: 'batch_id',
  });
}

export function lookAtBatch(batch: Batch): WireJson {
  indexSome(batch.files);
  return seen(batch);
}

export function cancelBatch(batch: Batch): WireJson {
  for (const file of batch.files) file.cancel();
  return seen(batch);
}

function seen({ facts, files }: Batch): WireJson {
  const counts = countFiles(files);
  const status = counts.in_progress > 0 ? 'in_progress' : counts.cancelled > 0 ? 'cancelled' : 'completed';
  return { ...facts, status, file_counts: counts };
}
