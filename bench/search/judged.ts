import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Judged {
  /** Text by id, its title first. */
  corpus: Map<string, string>;
  /** Only those that somebody has judged answers of. */
  queries: Map<string, string>;
  /** How relevant, by query and document; what is not there is not relevant. */
  judgements: Map<string, Map<string, number>>;
}

const linesOf = (file: string) => readFileSync(file, 'utf8').split('\n').filter(Boolean);

/** A judged collection in the layout of BEIR: corpus.jsonl, queries.jsonl, qrels/test.tsv. */
export function readJudged(folder: string): Judged {
  const judgements = new Map<string, Map<string, number>>();
  for (const line of linesOf(join(folder, 'qrels/test.tsv')).slice(1)) {
    const [query = '', document = '', relevance = '0'] = line.split('\t');
    const known = judgements.get(query) ?? new Map<string, number>();
    judgements.set(query, known.set(document, Number(relevance)));
  }
  const corpus = new Map<string, string>();
  for (const line of linesOf(join(folder, 'corpus.jsonl'))) {
    const { _id, title = '', text } = JSON.parse(line) as { _id: string; title?: string; text: string };
    corpus.set(_id, title === '' ? text : `${title}\n${text}`);
  }
  const queries = new Map<string, string>();
  for (const line of linesOf(join(folder, 'queries.jsonl'))) {
    const { _id, text } = JSON.parse(line) as { _id: string; text: string };
    if (judgements.has(_id)) queries.set(_id, text);
  }
  return { corpus, queries, judgements };
}

const AT = 10;

/** How good a list is: gains, the less the later they come, as a share of what the best list has. */
export function ndcg(found: readonly string[], judged: ReadonlyMap<string, number>): number {
  const gain = (relevances: readonly number[]) =>
    relevances.slice(0, AT).reduce((sum, relevance, place) => sum + relevance / Math.log2(place + 2), 0);
  const best = gain([...judged.values()].sort((one, other) => other - one));
  return best === 0 ? 0 : gain(found.map((document) => judged.get(document) ?? 0)) / best;
}

/** Share of what is relevant that is among the first ten. */
export function recall(found: readonly string[], judged: ReadonlyMap<string, number>): number {
  const relevant = [...judged].filter(([, relevance]) => relevance > 0).map(([document]) => document);
  return relevant.length === 0
    ? 0
    : relevant.filter((document) => found.slice(0, AT).includes(document)).length / relevant.length;
}
