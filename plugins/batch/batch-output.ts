import { IsNumber, IsObject, IsOptional, IsString } from 'class-validator';
import type { Batch } from 'openai/resources/batches';
import type { Job } from 'openai-mcp-host/plugin';

/** A batch that was started. */
export class StartedBatch {
  @IsString()
  id!: string;
}

/** A batch as it stands. */
export class BatchOutput extends StartedBatch {
  @IsString()
  status!: string;

  @IsOptional()
  @IsObject()
  counts?: object;

  @IsOptional()
  @IsNumber()
  cost_usd?: number;
}

export interface BatchFacts extends BatchOutput {
  job?: string;
  endpoint?: string;
  model?: string;
  usage?: object;
  errors?: object[];
  created_at?: string;
  expires_at?: string;
  metadata?: object;
  cost_is_most?: true;
}

const MOST_ERRORS = 20;
const timeOf = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** What a client is told of a batch. */
export function factsOf(batch: Batch, markName: string, job?: Job): BatchFacts {
  const { [markName]: _, ...metadata } = batch.metadata ?? {};
  const errors = batch.errors?.data?.slice(0, MOST_ERRORS) ?? [];
  return {
    id: batch.id,
    status: batch.status,
    ...(job && { job: job.id }),
    endpoint: batch.endpoint,
    ...(batch.model && { model: batch.model }),
    ...(batch.request_counts && { counts: batch.request_counts }),
    ...(batch.usage && batch.usage.total_tokens > 0 && { usage: batch.usage }),
    ...(errors.length > 0 && { errors }),
    created_at: timeOf(batch.created_at),
    ...(batch.expires_at && { expires_at: timeOf(batch.expires_at) }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
    ...(typeof job?.costUsd === 'number' && { cost_usd: job.costUsd }),
    ...(job?.costIsMost && { cost_is_most: true }),
  };
}
