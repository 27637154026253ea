import { randomBytes } from 'node:crypto';
import { ApiError, badRequest, missing } from './api-error.js';
import { BatchRun, type RunLine } from './batch-run.js';
import type { KeptFiles } from './kept-files.js';
import { listPage } from './list-page.js';
import type { WireJson } from './wire-json.js';

const ENDPOINTS = [
  ...['/v1/responses', '/v1/chat/completions', '/v1/embeddings', '/v1/completions', '/v1/moderations'],
  ...['/v1/images/generations', '/v1/images/edits', '/v1/videos'],
];
const DAY_S = 86_400;
const SHORTEST_S = 3600;
const LONGEST_S = 2_592_000;

const invalid = (param: string, message: string) => badRequest(message, param, 'invalid_value');

function refuseMetadata(metadata: WireJson): void {
  if (metadata === undefined || metadata === null) return;
  const pairs = Object.entries(metadata);
  if (pairs.length > 16) throw invalid('metadata', "Invalid 'metadata': too many properties, at most 16.");
  for (const [key, value] of pairs)
    if (key.length > 64 || typeof value !== 'string' || value.length > 512)
      throw invalid(
        'metadata',
        `Invalid 'metadata.${key}': keys have at most 64 characters, texts at most 512.`,
      );
}

function refuse(body: WireJson, files: KeptFiles): void {
  for (const name of ['input_file_id', 'endpoint', 'completion_window'])
    if (body[name] === undefined) throw missing(name);
  if (!ENDPOINTS.includes(body.endpoint))
    throw invalid(
      'endpoint',
      `Invalid value: '${body.endpoint}'. Supported values are: ${ENDPOINTS.map((one) => `'${one}'`).join(', ')}.`,
    );
  if (body.completion_window !== '24h')
    throw invalid(
      'completion_window',
      `Invalid value: '${body.completion_window}'. Supported values are: '24h'.`,
    );
  refuseMetadata(body.metadata);
  const { anchor, seconds } = body.output_expires_after ?? { anchor: 'created_at', seconds: SHORTEST_S };
  if (anchor !== 'created_at' || !Number.isInteger(seconds) || seconds < SHORTEST_S || seconds > LONGEST_S)
    throw invalid(
      'output_expires_after',
      `Invalid 'output_expires_after': expected created_at and ${SHORTEST_S} to ${LONGEST_S} seconds.`,
    );
  if (files.retrieve(body.input_file_id).purpose !== 'batch')
    throw badRequest("Invalid file purpose: expected 'batch'.", 'input_file_id', 'invalid_file_purpose');
}

/** The batches that were created. */
export class KeptBatches {
  private readonly kept = new Map<string, BatchRun>();

  create(body: WireJson, files: KeptFiles, run: RunLine): WireJson {
    refuse(body, files);
    const created = Math.floor(Date.now() / 1000);
    const facts = {
      id: `batch_${randomBytes(12).toString('hex')}`,
      object: 'batch',
      endpoint: body.endpoint,
      input_file_id: body.input_file_id,
      completion_window: '24h',
      status: 'validating',
      created_at: created,
      expires_at: created + DAY_S,
      request_counts: { total: 0, completed: 0, failed: 0 },
      usage: {
        ...{ input_tokens: 0, input_tokens_details: { cached_tokens: 0 } },
        ...{ output_tokens: 0, output_tokens_details: { reasoning_tokens: 0 }, total_tokens: 0 },
      },
      metadata: body.metadata ?? null,
    };
    // Not a field of a Batch, so no answer shows it.
    Object.defineProperty(facts, 'keeps', { value: body.output_expires_after?.seconds });
    this.kept.set(facts.id, new BatchRun(facts, files, run));
    return facts;
  }

  find(id: string): BatchRun {
    const found = this.kept.get(id);
    if (found === undefined) throw new ApiError(404, `No batch found with id '${id}'.`);
    return found;
  }

  list(query: URLSearchParams): WireJson {
    return listPage(
      [...this.kept.values()].map(({ facts }) => facts),
      query,
      { most: 100, usual: 20 },
    );
  }
}
