import type { Batch } from 'openai/resources/batches';
import type { JobOutcome } from './job-kind.js';

/** What is told of a batch, and kept once it has ended. */
export interface CountedBatch extends Record<string, unknown> {
  batch: string;
  status: string;
  counts: { total: number; completed: number; failed: number };
}

const MOST_NAMED = 3;

/** How far a batch is, in words. */
export function batchWords({ batch, status, counts }: CountedBatch): string {
  const { total, completed, failed } = counts;
  const done = `${completed} of ${total} requests answered${failed > 0 ? `, ${failed} failed` : ''}`;
  if (status === 'validating') return 'OpenAI looks through the requests';
  if (status === 'in_progress' || status === 'finalizing' || status === 'cancelling')
    return `${status.replace('_', ' ')}: ${done}`;
  if (completed + failed === 0) return `The batch ${batch} is ${status}: nothing was done.`;
  return `The batch ${batch} is ${status}: ${done}. get-batch-results has them.`;
}

/** Why a batch did not come to its end; undefined where it did. */
export function problemOf({ status, errors }: Batch): JobOutcome['problem'] {
  if (status === 'expired')
    return {
      code: 'BATCH_EXPIRED',
      message: 'The 24 hours of the batch were over before all of its requests were done.',
      hint: 'Read what was done with get-batch-results; retry-batch sends the rest again.',
    };
  if (status !== 'failed') return undefined;
  const all = errors?.data ?? [];
  const named = all
    .slice(0, MOST_NAMED)
    .map(({ line, message }) => `${line ? `Line ${line}: ` : ''}${message ?? 'no reason given'}`);
  const more = all.length > MOST_NAMED ? ` And ${all.length - MOST_NAMED} more.` : '';
  return {
    code: 'BATCH_FAILED',
    message: `OpenAI refused the batch as a whole. ${named.join(' ')}${more}`.trim(),
    hint: 'Put right what is named, and create the batch again. Nothing was charged.',
  };
}
