import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Choices } from './combinations.ts';
import { type Call, NONE } from './given.ts';

const CHUNKING = [
  NONE,
  { type: 'auto' },
  { type: 'static', static: { max_chunk_size_tokens: 400, chunk_overlap_tokens: 100 } },
];
const TOPIC = { type: 'eq', key: 'topic', value: 'law' };

/** Files and vector stores at OpenAI. */
export async function storingArguments(folder: string, call: Call): Promise<Record<string, Choices>> {
  const file = join(folder, 'note.txt');
  writeFileSync(file, 'The light turns once in ten seconds.');
  const lines = join(folder, 'lines.jsonl');
  const body = { model: 'gpt-6-luna', input: 'Hi' };
  writeFileSync(lines, `${JSON.stringify({ custom_id: 'a', method: 'POST', url: '/v1/responses', body })}\n`);
  const idOf = async (tool: string, input: Record<string, unknown>) =>
    String(((await call(tool, input)).structuredContent as { id?: unknown } | undefined)?.id);
  const file_id = await idOf('upload-file', { file });
  const vector_store_id = await idOf('create-vector-store', { name: 'notes', file_ids: [file_id] });
  return {
    'upload-file': {
      file: [file, lines],
      purpose: [NONE, 'user_data', 'assistants', 'batch', 'evals'],
      filename: [NONE, 'other.jsonl'],
      expires_after: [NONE, { anchor: 'created_at', seconds: 3600 }],
    },
    'list-files': {
      purpose: [NONE, 'user_data'],
      limit: [NONE, 1],
      after: [NONE, file_id],
      order: [NONE, 'asc', 'desc'],
    },
    'get-file': { file_id: [file_id, 'file-none'] },
    'download-file': { file_id: [file_id, 'file-none'] },
    'delete-file': { file_id: ['file-none', file_id] },
    'create-vector-store': {
      name: [NONE, 'notes'],
      description: [NONE, 'What the keeper wrote.'],
      file_ids: [NONE, [], [file_id]],
      chunking_strategy: CHUNKING,
      expires_after: [NONE, { anchor: 'last_active_at', days: 7 }],
      metadata: [NONE, { owner: 'keeper' }],
    },
    'add-to-vector-store': {
      vector_store_id: [vector_store_id],
      file_ids: [[file_id], NONE],
      files: [NONE, [file]],
      attributes: [NONE, { topic: 'law', year: 2026, open: true }],
      chunking_strategy: CHUNKING,
      wait_seconds: [0, 1],
    },
    'list-vector-stores': {
      vector_store_id: [NONE, vector_store_id],
      limit: [NONE, 1],
      after: [NONE, vector_store_id, file_id],
      order: [NONE, 'asc', 'desc'],
    },
    'search-vector-store': {
      vector_store_id: [vector_store_id],
      query: ['light'],
      filters: [
        NONE,
        TOPIC,
        { type: 'in', key: 'year', value: [2025, 2026] },
        {
          type: 'and',
          filters: [TOPIC, { type: 'or', filters: [{ type: 'gte', key: 'year', value: 2026 }, TOPIC] }],
        },
      ],
      max_num_results: [NONE, 50],
      rewrite_query: [NONE, true],
      ranking_options: [
        NONE,
        { ranker: 'auto', score_threshold: 0.1 },
        { ranker: 'default-2024-11-15' },
        { ranker: 'none' },
      ],
    },
    'delete-vector-store': { vector_store_id: ['vs_none', vector_store_id] },
  };
}
