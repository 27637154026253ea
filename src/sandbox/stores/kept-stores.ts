import { ApiError, badRequest, missing } from '../api-error.js';
import type { KeptFiles } from '../kept-files.js';
import { listPage } from '../list-page.js';
import type { WireJson } from '../wire-json.js';
import { refuseAttributes } from './attributes.js';
import { chunkingOf } from './chunking.js';
import { IndexedFile } from './indexed-file.js';
import { indexSome, VectorStore } from './vector-store.js';

const PAGE = { most: 100, usual: 20 };
const MOST_AT_ONCE = 500;

/** The vector stores of the sandbox, and what is in them. */
export class KeptStores {
  private readonly kept = new Map<string, VectorStore>();

  constructor(private readonly files: KeptFiles) {}

  create(body: WireJson): WireJson {
    const ids = body?.file_ids ?? [];
    if (ids.length > MOST_AT_ONCE)
      throw badRequest(
        `Invalid 'file_ids': array too long. Expected an array with maximum length ${MOST_AT_ONCE}, but got an array with length ${ids.length} instead.`,
        'file_ids',
        'array_above_max_length',
      );
    const store = new VectorStore(body);
    for (const id of ids) this.put(store, { file_id: id, chunking_strategy: body.chunking_strategy });
    this.kept.set(store.id, store);
    return store.facts;
  }

  list(query: URLSearchParams): WireJson {
    return listPage(
      [...this.kept.values()].map((store) => store.facts),
      query,
      PAGE,
    );
  }

  retrieve(id: string): WireJson {
    const store = this.find(id);
    indexSome(store.files.values());
    return store.facts;
  }

  change(id: string, body: WireJson): WireJson {
    const store = this.find(id);
    store.change(body);
    return store.facts;
  }

  delete(id: string): WireJson {
    this.find(id);
    this.kept.delete(id);
    return { id, object: 'vector_store.deleted', deleted: true };
  }

  /** A file that is deleted leaves every store. */
  forget(file: string): void {
    for (const store of this.kept.values()) store.files.delete(file);
  }

  find(id: string): VectorStore {
    const found = this.kept.get(id);
    if (found === undefined)
      throw new ApiError(404, `No vector store found with id '${id}'.`, { param: 'vector_store_id' });
    return found;
  }

  /** Puts a file into a store, in place of itself where it is in there. */
  put(store: VectorStore, { file_id: id, chunking_strategy, attributes }: WireJson): IndexedFile {
    if (typeof id !== 'string') throw missing('file_id');
    if (store.isExpired) throw badRequest(`Vector store '${store.id}' has expired.`, 'vector_store_id');
    refuseAttributes(attributes, 'attributes', ['string', 'number', 'boolean']);
    const { name, bytes } = this.files.retrieveContent(id);
    const file = new IndexedFile(
      { id, name, bytes },
      store.id,
      chunkingOf(chunking_strategy),
      attributes ?? {},
    );
    store.files.set(id, file);
    store.touch();
    return file;
  }

  fileOf(storeId: string, id: string): IndexedFile {
    const found = this.find(storeId).files.get(id);
    if (found === undefined)
      throw new ApiError(404, `No file found with id '${id}' in vector store '${storeId}'.`, {
        param: 'file_id',
      });
    return found;
  }
}

/** A page of a store's or a batch's files. */
export function listFiles(files: Iterable<IndexedFile>, query: URLSearchParams): WireJson {
  indexSome(files);
  const status = query.get('filter');
  const all = [...files].map(({ facts }) => facts);
  return listPage(status === null ? all : all.filter((facts) => facts.status === status), query, PAGE);
}
