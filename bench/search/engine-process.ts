import { statSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { SearchRequest } from '../../src/plugin-api/collections.js';
import type { ToolCall } from '../../src/plugin-api/tool-call.js';
import { createCollections } from '../../src/services/collections/create-collections.js';
import { openStorage, type StoragePlace } from '../../src/storage/open-storage.js';
import { quantile } from '../statistics.js';
import { ExactSearch } from './exact.js';
import { withoutVectorIndexes } from './late-index.js';
import { SqliteVec } from './sqlite-vec.js';
import { ZipfTexts } from './texts.js';
import { numbersFrom, SpreadVectors } from './vectors.js';

/** What a measured process is told, as JSON in its first argument. */
export interface SearchLoad {
  place: StoragePlace;
  script: string;
  chunks: number;
  dimensions: number;
  subjects: number;
  searches: number;
}

/** What it says at its end. */
export type SearchFigures = Record<string, number>;

const CHUNKS_OF_A_DOCUMENT = 10;
const FOUND = 10;
const CALL = { isLocal: true, client: { name: 'bench' } } as unknown as ToolCall;
const NAME = 'bench';

const load: SearchLoad = JSON.parse(process.argv[2]!);
const { place, chunks, dimensions, subjects, searches } = load;
const storage = await openStorage(place);
const open = () =>
  createCollections({ place, script: new URL(load.script), storage: async () => storage, now: Date.now });
let { collections, close } = open();
const vectors = new SpreadVectors({ dimensions, subjects });
const number = numbersFrom(7);
const texts = new ZipfTexts(number);
const exact = new ExactSearch(chunks, dimensions);
const figures: SearchFigures = {};
let longestWait = 0;

await collections.delete(NAME, CALL);
await collections.create(NAME, { model: 'synthetic', dimensions }, CALL);
const indexVectors = await withoutVectorIndexes(storage);
let isFilled = false;
const others = whileOthersWrite(() => isFilled);
figures['build, s'] = (await fill()) / 1000;
isFilled = true;
await others;
if (indexVectors !== undefined) {
  const began = performance.now();
  await indexVectors();
  figures['index of all vectors, s'] = (performance.now() - began) / 1000;
}
if ('file' in place) figures['file, MB'] = statSync(place.file).size / 1e6;
await close();
({ collections, close } = open());
const questions = Array.from({ length: searches }, () => ({
  vector: vectors.next(),
  text: texts.question(),
}));
figures['first search of a server, ms'] = (await timed({ vector: questions[0]!.vector, limit: FOUND })).ms;

await measure('vector', ({ vector }) => ({ vector }));
await measure('words', ({ text }) => ({ text }));
await measure('hybrid', (question) => question);
await measure(
  'vector, filter leaves 50 %',
  ({ vector }) => ({ vector, filter: { half: 0 } }),
  (document) => document % 2 === 0,
);
await measure(
  'vector, filter leaves 1 %',
  ({ vector }) => ({ vector, filter: { hundredth: 3 } }),
  (document) => document % 100 === 3,
);
figures['longest wait of the event loop, ms'] = longestWait;
figures['memory of the process beside the vectors, MB'] =
  (process.memoryUsage().rss - chunks * dimensions * 4) / 1e6;
await close();
await storage.close();
if ('file' in place) await measureSqliteVec(`${place.file}.vec`);
process.send?.(figures);

async function fill(): Promise<number> {
  let ms = 0;
  let longest = 0;
  for (let document = 0; document * CHUNKS_OF_A_DOCUMENT < chunks; document++) {
    const made = Array.from({ length: CHUNKS_OF_A_DOCUMENT }, (_, place) => {
      const vector = vectors.next();
      exact.add(vector);
      return {
        text: texts.chunk(),
        hash: `${document}-${place}`,
        place: { from: place, to: place + 1 },
        vector,
      };
    });
    const metadata = { half: document % 2, hundredth: document % 100 };
    const began = performance.now();
    await collections.putDocument(NAME, { source: `${document}`, hash: '1', metadata, chunks: made }, CALL);
    const took = performance.now() - began;
    ms += took;
    longest = Math.max(longest, took);
    if (document % 1000 === 0)
      console.error(`${document * CHUNKS_OF_A_DOCUMENT} chunks, ${(ms / 1000).toFixed(0)} s`);
  }
  figures['longest document to write, ms'] = longest;
  return ms;
}

async function measureSqliteVec(file: string): Promise<void> {
  const other = await SqliteVec.open(file, dimensions);
  if (other === undefined) return;
  other.fill(exact.all());
  const took: number[] = [];
  let found = 0;
  for (const { vector } of questions) {
    const began = performance.now();
    const near = other.nearest(vector);
    took.push(performance.now() - began);
    found += exact.nearest(vector, FOUND).filter((chunk) => near.includes(chunk)).length / FOUND;
  }
  other.close();
  figures['sqlite-vec, 80 by bits: p50, ms'] = quantile(took, 0.5);
  figures['sqlite-vec, 80 by bits: p99, ms'] = quantile(took, 0.99);
  figures[`sqlite-vec, 80 by bits: recall@${FOUND}`] = found / questions.length;
}

/** How long others that write to the same database wait meanwhile. */
async function whileOthersWrite(isOver: () => boolean): Promise<void> {
  const { engine } = storage;
  if (engine.kind !== 'sqlite') return;
  const waits: number[] = [];
  while (!isOver()) {
    const began = performance.now();
    await engine.turns.write((db) => db.statement('DELETE FROM job WHERE id IS NULL').run());
    waits.push(performance.now() - began);
    await pause(5);
  }
  figures['write of the ledger while indexing: p50, ms'] = quantile(waits, 0.5);
  figures['write of the ledger while indexing: p99, ms'] = quantile(waits, 0.99);
}

async function timed(request: SearchRequest): Promise<{ ms: number; found: number[] }> {
  // One that is switched on again counts the pause, in which the truth is looked for, as a wait.
  const loop = monitorEventLoopDelay({ resolution: 1 });
  loop.enable();
  const began = performance.now();
  const hits = await collections.search(NAME, request, CALL);
  const ms = performance.now() - began;
  loop.disable();
  longestWait = Math.max(longestWait, loop.max / 1e6);
  return { ms, found: hits.map(({ source, place }) => Number(source) * CHUNKS_OF_A_DOCUMENT + place.from) };
}

type Question = (typeof questions)[number];

async function measure(
  name: string,
  ask: (question: Question) => Omit<SearchRequest, 'limit'>,
  isWanted: (document: number) => boolean = () => true,
): Promise<void> {
  const took: number[] = [];
  let cpu = 0;
  const recalls: number[] = [];
  for (const question of questions) {
    const request = { ...ask(question), limit: FOUND };
    const before = process.cpuUsage();
    const { ms, found } = await timed(request);
    const { user, system } = process.cpuUsage(before);
    cpu += (user + system) / 1000;
    took.push(ms);
    if (request.text !== undefined) continue;
    const truth = exact.nearest(question.vector, FOUND, (chunk) =>
      isWanted(Math.floor(chunk / CHUNKS_OF_A_DOCUMENT)),
    );
    recalls.push(truth.filter((chunk) => found.includes(chunk)).length / truth.length);
  }
  figures[`${name}: p50, ms`] = quantile(took, 0.5);
  figures[`${name}: p99, ms`] = quantile(took, 0.99);
  figures[`${name}: CPU, ms`] = cpu / questions.length;
  if (recalls.length > 0)
    figures[`${name}: recall@${FOUND}`] = recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
}
