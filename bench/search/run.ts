import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleSource } from '../../test/support/bundle-source.ts';
import type { DiscoveryFigures, DiscoveryLoad } from './discovery-process.ts';
import type { SearchFigures, SearchLoad } from './engine-process.ts';

const HELP = `npm run bench:search -- [folder] [--embeddings FILE] [--chunks N] [--dimensions N] [--searches N] [--json]

Without a folder: how fast collections are searched, and how much of what is nearest they find, on synthetic vectors; on SQLite, and on
PostgreSQL with pgvector where BENCH_DATABASE_URL names one.
With a folder: how well they find, on a judged collection in the layout of BEIR (corpus.jsonl, queries.jsonl, qrels/test.tsv).
  --embeddings  a file of its vectors, lines of {"key": "document <id>" or "query <id>", "embedding": […]}; otherwise they come from OpenAI
                (OPENAI_API_KEY), once, and are kept beside the collection
  --chunks      100000
  --dimensions  1536
  --searches    100
  --json        prints the figures as JSON`;

const SCRIPT = new URL('../../dist/chunks/collection-worker.js', import.meta.url).href;
/** What texts are about; 0: none has a subject, which is harder than any real collection. */
const SPREADS = { 'by subject': 2_000, 'without subjects': 0 };

const { values: options, positionals } = parseArgs({
  options: {
    embeddings: { type: 'string' },
    chunks: { type: 'string', default: '100000' },
    dimensions: { type: 'string', default: '1536' },
    searches: { type: 'string', default: '100' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
  allowPositionals: true,
});
const [judged] = positionals;

if (options.help) console.log(HELP);
else if (judged !== undefined && !existsSync(join(judged, 'corpus.jsonl'))) {
  console.error(`${judged} has no corpus.jsonl: it is no collection in the layout of BEIR.`);
  process.exitCode = 1;
} else {
  const folder = mkdtempSync(join(tmpdir(), 'openai-mcp-host-search-'));
  try {
    await (judged === undefined ? measureSpeed(folder) : measureDiscovery(folder, judged));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measureSpeed(folder: string): Promise<void> {
  const url = process.env.BENCH_DATABASE_URL;
  const columns: Record<string, SearchFigures> = {};
  for (const [spread, subjects] of Object.entries(SPREADS)) {
    const load = {
      ...{ script: SCRIPT, subjects, chunks: Number(options.chunks) },
      ...{ dimensions: Number(options.dimensions), searches: Number(options.searches) },
    };
    const sqlite = { file: join(folder, `${subjects}.sqlite`), synchronous: 'normal' } as const;
    columns[`SQLite, ${spread}`] = await inProcess<SearchLoad, SearchFigures>('engine-process.ts', {
      ...load,
      place: sqlite,
    });
    if (url !== undefined)
      columns[`PostgreSQL, ${spread}`] = await inProcess<SearchLoad, SearchFigures>('engine-process.ts', {
        ...load,
        place: { url },
      });
  }
  if (options.json) return console.log(JSON.stringify(columns, null, 2));
  console.log(
    `${options.chunks} chunks × ${options.dimensions} dimensions, ${options.searches} searches of each kind, one after the other.`,
  );
  if (url === undefined) console.log('PostgreSQL was not measured: BENCH_DATABASE_URL names none.');
  const names = Object.keys(columns);
  const rows = [...new Set(Object.values(columns).flatMap(Object.keys))].map((figure) => [
    figure,
    ...names.map((name) => columns[name]![figure]?.toPrecision(4) ?? ''),
  ]);
  console.log(tableOf([['', ...names], ...rows]));
}

async function measureDiscovery(folder: string, collection: string): Promise<void> {
  const { documents, queries, ways } = await inProcess<DiscoveryLoad, DiscoveryFigures>(
    'discovery-process.ts',
    {
      ...{
        place: { file: join(folder, 'judged.sqlite'), synchronous: 'normal' },
        script: SCRIPT,
        folder: resolve(collection),
      },
      ...(options.embeddings !== undefined && { embeddings: resolve(options.embeddings) }),
    },
  );
  if (options.json) return console.log(JSON.stringify({ documents, queries, ways }, null, 2));
  console.log(`${documents} documents, ${queries} queries with judged answers; each document is one chunk.`);
  if (ways.length === 1)
    console.log(
      'Keywords alone: there are no embeddings (set OPENAI_API_KEY, or name a file with --embeddings).',
    );
  const rows = ways.map(({ way, ndcg, recall }) => [way, ndcg.toFixed(4), recall.toFixed(4)]);
  console.log(tableOf([['', 'nDCG@10', 'recall@10'], ...rows]));
}

/** What a process of its own says at its end. */
async function inProcess<Load, Said>(file: string, load: Load): Promise<Said> {
  const { script, remove } = await bundleSource(join(import.meta.dirname, file));
  try {
    const child = fork(script, [JSON.stringify(load)]);
    const said = once(child, 'message');
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`The measured process ended with ${code}.`);
    });
    const [figures] = await Promise.race([said, ended]);
    ended.catch(() => {});
    return figures;
  } finally {
    await remove();
  }
}

function tableOf(rows: string[][]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
        .join('  '),
    )
    .join('\n');
}
