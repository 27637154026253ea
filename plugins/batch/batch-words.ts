import type { Batch } from 'openai/resources/batches';
import type { BatchFacts } from './batch-output.js';

const ENDED: ReadonlySet<string> = new Set(['completed', 'failed', 'expired', 'cancelled']);
const MOST_ERRORS = 5;

export const hasEnded = ({ status }: Pick<Batch, 'status'>): boolean => ENDED.has(status);

/** A batch as it stands, in words. */
export function wordsOn(facts: BatchFacts): string {
  return [howFar(facts), errorsOf(facts), costOf(facts), whatNext(facts)].filter(Boolean).join('\n');
}

function howFar({ id, status, counts, model, endpoint }: BatchFacts): string {
  const { total = 0, completed = 0, failed = 0 } = (counts ?? {}) as Record<string, number>;
  const done = total === 0 ? '' : `: ${completed} of ${total} requests answered, ${failed} failed`;
  return `The batch ${id} (${[endpoint, model].filter(Boolean).join(', ')}) is ${status}${done}.`;
}

function errorsOf({ errors = [] }: BatchFacts): string {
  const shown = errors.slice(0, MOST_ERRORS) as { line?: number | null; message?: string }[];
  const lines = shown.map(({ line, message }) => `${line ? `Line ${line}: ` : ''}${message ?? ''}`);
  if (errors.length > MOST_ERRORS) lines.push(`And more: ${errors.length - MOST_ERRORS}.`);
  return lines.join('\n');
}

function costOf({ cost_usd: cost, cost_is_most: isMost, usage }: BatchFacts): string {
  if (cost !== undefined) return `It cost ${dollars(cost)}${isMost ? ' at most' : ''}.`;
  const { input_tokens: input = 0, output_tokens: output = 0 } = (usage ?? {}) as Record<string, number>;
  return input + output === 0 ? '' : `${input} tokens in, ${output} out.`;
}

function whatNext({ status, counts, expires_at: end }: BatchFacts): string {
  if (!ENDED.has(status)) return end === undefined ? '' : `It has until ${end}.`;
  const { total = 0, completed = 0, failed = 0 } = (counts ?? {}) as Record<string, number>;
  if (status === 'failed') return 'Put right what is named, and create it again.';
  const left = total - completed > 0 ? ' retry-batch sends what was not answered again.' : '';
  return completed + failed === 0 ? '' : `get-batch-results has the answers.${left}`;
}

/** Never as 2e-8. */
const dollars = (usd: number): string => `$${usd.toLocaleString('en-US', { maximumFractionDigits: 9 })}`;
