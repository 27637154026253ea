import type { SearchRequest } from '../../src/plugin-api/collections.js';
import type { ToolCall } from '../../src/plugin-api/tool-call.js';
import { createCollections } from '../../src/services/collections/create-collections.js';
import { openStorage, type StoragePlace } from '../../src/storage/open-storage.js';
import { documentKey, embeddingsFor, queryKey } from './embeddings.js';
import { ndcg, readJudged, recall } from './judged.js';

/** What a measured process is told, as JSON in its first argument. */
export interface DiscoveryLoad {
  place: StoragePlace;
  script: string;
  folder: string;
  embeddings?: string;
}

/** What it says at its end. */
export interface DiscoveryFigures {
  documents: number;
  queries: number;
  ways: { way: string; ndcg: number; recall: number }[];
}

const CALL = { isLocal: true, client: { name: 'bench' } } as unknown as ToolCall;
const NAME = 'judged';

const { place, script, folder, embeddings: file }: DiscoveryLoad = JSON.parse(process.argv[2]!);
const judged = readJudged(folder);
const embeddings = await embeddingsFor(folder, judged, file);
const storage = await openStorage(place);
const { collections, close } = createCollections({
  place,
  script: new URL(script),
  storage: async () => storage,
  now: Date.now,
});
const dimensions = embeddings?.values().next().value?.length ?? 8;
await collections.create(NAME, { model: 'any', dimensions }, CALL);
for (const [source, text] of judged.corpus) {
  // Without embeddings all point the same way, and nobody asks where.
  const vector = embeddings?.get(documentKey(source)) ?? new Float32Array(dimensions).fill(1);
  const chunk = { text, hash: source, place: { from: 0, to: text.length }, vector };
  await collections.putDocument(NAME, { source, hash: '1', metadata: {}, chunks: [chunk] }, CALL);
}
const ways = [await measure('keywords', (_, text) => ({ text }))];
if (embeddings !== undefined) {
  const vectorOf = (id: string) => embeddings.get(queryKey(id))!;
  ways.push(await measure('vectors', (id) => ({ vector: vectorOf(id) })));
  ways.push(await measure('both', (id, text) => ({ vector: vectorOf(id), text })));
}
await close();
await storage.close();
process.send?.({
  documents: judged.corpus.size,
  queries: judged.queries.size,
  ways,
} satisfies DiscoveryFigures);

async function measure(way: string, ask: (id: string, text: string) => Omit<SearchRequest, 'limit'>) {
  const sum = { ndcg: 0, recall: 0 };
  for (const [id, text] of judged.queries) {
    const hits = await collections.search(NAME, { ...ask(id, text), limit: 10 }, CALL);
    const found = hits.map(({ source }) => source);
    sum.ndcg += ndcg(found, judged.judgements.get(id)!);
    sum.recall += recall(found, judged.judgements.get(id)!);
  }
  return { way, ndcg: sum.ndcg / judged.queries.size, recall: sum.recall / judged.queries.size };
}
