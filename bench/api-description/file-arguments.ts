import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Choices } from './combinations.ts';
import { type Call, NONE } from './given.ts';

const CHUNKING = [
  NONE,
  { type: 'auto' },
  { type: 'static', static: { max_chunk_size_tokens: 400, chunk_overlap_tokens: 200 } },
];
const FILTERS = [
  NONE,
  { type: 'eq', key: 'topic', value: 'law' },
  { type: 'gte', key: 'year', value: 2025 },
  { type: 'in', key: 'topic', value: ['law', 'art'] },
  {
    type: 'and',
    filters: [
      { type: 'ne', key: 'kept', value: false },
      { type: 'or', filters: [{ type: 'lt', key: 'year', value: 2030 }] },
    ],
  },
];
/** More than goes at once. */
const LARGE = 65 * 1024 * 1024;

/** The tools of files and vector stores. */
export async function fileArguments(folder: string, call: Call): Promise<Record<string, Choices>> {
  await writeFile(join(folder, 'lines.jsonl'), '{"a":1}\n');
  await writeFile(join(folder, 'parts.txt'), 'parts');
  await truncate(join(folder, 'parts.txt'), LARGE);
  const idOf = async (tool: string, input: Record<string, unknown>) =>
    ((await call(tool, input)).structuredContent as { id: string }).id;
  const file_id = await idOf('upload-file', { file: 'lines.jsonl', purpose: 'evals' });
  const read = await idOf('upload-file', { file: 'notes.txt', purpose: 'assistants' });
  const vector_store_id = await idOf('create-vector-store', { name: 'Notes' });
  return {
    'upload-file': {
      file: ['lines.jsonl', 'parts.txt'],
      purpose: ['assistants', 'fine-tune', 'batch', 'vision', 'user_data', 'evals', NONE],
      filename: [NONE, 'other.jsonl'],
      expires_after: [NONE, { anchor: 'created_at', seconds: 3600 }],
    },
    'list-files': {
      purpose: [NONE, 'evals'],
      limit: [NONE, 1],
      after: [NONE, file_id],
      order: [NONE, 'asc', 'desc'],
    },
    'get-file': { file_id: [file_id] },
    'download-file': { file_id: [file_id] },
    'delete-file': { file_id: [file_id], confirm: [false] },
    'create-vector-store': {
      name: [NONE, 'Notes'],
      description: [NONE, 'What we know.'],
      file_ids: [NONE, [read]],
      chunking_strategy: CHUNKING,
      expires_after: [NONE, { anchor: 'last_active_at', days: 7 }],
      metadata: [NONE, { owner: 'ada' }],
    },
    'add-to-vector-store': {
      vector_store_id: [vector_store_id],
      file_ids: [[read], NONE],
      files: [NONE, ['notes.txt']],
      attributes: [NONE, { topic: 'law', year: 2026, kept: true }],
      chunking_strategy: CHUNKING,
      wait_seconds: [0],
    },
    'search-vector-store': {
      vector_store_id: [vector_store_id],
      query: ['What is law?'],
      filters: FILTERS,
      max_num_results: [NONE, 50],
      rewrite_query: [NONE, true, false],
      ranking_options: [NONE, { ranker: 'none' }, { ranker: 'auto', score_threshold: 0.5 }],
    },
    'list-vector-stores': {
      vector_store_id: [NONE, vector_store_id],
      limit: [NONE, 1],
      after: [NONE],
      order: [NONE, 'asc', 'desc'],
    },
    'delete-vector-store': { vector_store_id: [vector_store_id], confirm: [false] },
  };
}
