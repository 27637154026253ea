import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Judged } from './judged.js';

export type Embeddings = Map<string, Float32Array>;

const MODEL = 'text-embedding-3-small';
const AT_ONCE = 64;
/** About as much as the model takes of one text. */
const MOST_CHARACTERS = 24_000;

/** The key of a document's vector, and of a query's. */
export const documentKey = (id: string): string => `document ${id}`;
export const queryKey = (id: string): string => `query ${id}`;

interface Line {
  key: string;
  embedding: number[];
}

/**
 * Vectors of all documents and queries: of a file that the user gives, or of OpenAI, kept in a file beside the collection. Undefined
 * where there is neither a file nor a key.
 *
 * @param file lines of `{"key": "document <id>" or "query <id>", "embedding": […]}`
 */
export async function embeddingsFor(
  folder: string,
  judged: Judged,
  file: string | undefined,
): Promise<Embeddings | undefined> {
  const kept = file ?? join(folder, `embeddings.${MODEL}.jsonl`);
  const known: Embeddings = existsSync(kept) ? readEmbeddings(kept) : new Map();
  const texts = [
    ...Array.from(judged.corpus, ([id, text]) => ({ key: documentKey(id), text })),
    ...Array.from(judged.queries, ([id, text]) => ({ key: queryKey(id), text })),
  ];
  const missing = texts.filter(({ key }) => !known.has(key));
  if (missing.length === 0) return known;
  if (file !== undefined)
    throw new Error(`${file} lacks ${missing.length} vectors, such as that of "${missing[0]!.key}"`);
  if (process.env.OPENAI_API_KEY === undefined) return undefined;
  const { default: OpenAI } = await import('openai');
  const openai = new OpenAI();
  for (let from = 0; from < missing.length; from += AT_ONCE) {
    const some = missing.slice(from, from + AT_ONCE);
    const input = some.map(({ text }) => text.slice(0, MOST_CHARACTERS) || ' ');
    const { data } = await openai.embeddings.create({ model: MODEL, input });
    const lines = some.map(({ key }, place): Line => ({ key, embedding: data[place]!.embedding }));
    appendFileSync(kept, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    for (const { key, embedding } of lines) known.set(key, Float32Array.from(embedding));
    console.error(`embedded ${from + some.length} of ${missing.length}`);
  }
  return known;
}

function readEmbeddings(file: string): Embeddings {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return new Map(
    lines.map((line) => {
      const { key, embedding } = JSON.parse(line) as Line;
      return [key, Float32Array.from(embedding)];
    }),
  );
}
