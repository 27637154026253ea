import { ToolError, ToolResult } from 'openai-mcp-host/plugin';
import { countOf } from '../count-of.js';
import type { IndexTally } from './index-tally.js';

interface Indexed {
  collection: string;
  indexed: number;
  unchanged: number;
  failed: number;
  removed?: number;
  chunks: number;
  embedded: number;
  reused: number;
  skipped?: Record<string, number>;
  failures?: IndexTally['failures'];
  /** In a dry run, about what it would take. */
  tokens?: number;
  cost_usd?: number | null;
}

interface Circumstances {
  collection: string;
  model: string;
  isCount: boolean;
  /** USD per token; null where nobody knows it. */
  price: number | null;
}

/** @throws ToolError what the one document failed with; `NOTHING_INDEXED` where there were several, and all failed. */
export function indexResult(tally: IndexTally, about: Circumstances): ToolResult<Indexed> {
  const { indexed, unchanged, removed, failed, failures, lastFailure } = tally;
  if (indexed + unchanged + removed === 0 && lastFailure !== undefined)
    throw failed === 1 ? lastFailure : nothingIndexed(tally);
  const { collection, isCount, price } = about;
  const { chunks, embedded, reused, likelyTokens: tokens } = tally;
  const output: Indexed = {
    ...{ collection, indexed, unchanged, failed },
    ...(removed > 0 && { removed }),
    ...{ chunks, embedded, reused },
    ...(tally.skipped.size > 0 && { skipped: Object.fromEntries(tally.skipped) }),
    ...(failed > 0 && { failures }),
    ...(isCount && { tokens, cost_usd: price === null ? null : rounded(tokens * price) }),
  };
  return new ToolResult(output, (isCount ? forecast(tally, about) : report(tally, about)).join('\n'));
}

function report(tally: IndexTally, { collection, model }: Circumstances): string[] {
  const { indexed, unchanged, removed, chunks, embedded, reused } = tally;
  const took = `${countOf(chunks, 'chunk')}: ${embedded} embedded by ${model}, ${reused} known before`;
  const gone =
    removed > 0 ? [`${removed} of files that are gone ${removed === 1 ? 'was' : 'were'} removed.`] : [];
  const first = indexed > 0 ? `${countOf(indexed, 'document')} indexed into ${collection} (${took}).` : '';
  const rest = unchanged > 0 ? `${unchanged} unchanged.` : '';
  return [
    [first, rest, ...gone].filter(Boolean).join(' ') || `Nothing was there to index into ${collection}.`,
    ...leftOut(tally),
  ];
}

function forecast(tally: IndexTally, { collection, model, price }: Circumstances): string[] {
  const { indexed, unchanged, chunks, embedded, likelyTokens, mostTokens } = tally;
  const cost =
    price === null
      ? 'at an unknown price'
      : `about ${dollars(likelyTokens * price)}, at most ${dollars(mostTokens * price)}`;
  return [
    `Nothing was sent. ${countOf(indexed, 'document')} would be indexed into ${collection} (${countOf(chunks, 'chunk')}), ${unchanged} unchanged.`,
    `${countOf(embedded, 'chunk')} would be embedded by ${model}: about ${likelyTokens} tokens, ${cost}.`,
    ...leftOut(tally),
  ];
}

function leftOut({ failed, failures, skipped }: IndexTally): string[] {
  const passed = [...skipped].map(([why, count]) => `${count} ${why}`).join(', ');
  const more = failed - failures.length;
  return [
    ...(passed === '' ? [] : [`Passed over: ${passed}.`]),
    ...(failed === 0 ? [] : [`${failed} failed:`]),
    ...failures.map(({ source, code, reason }) => `- ${source}: ${code}: ${reason}`),
    ...(more > 0 ? [`- and ${more} more`] : []),
  ];
}

function nothingIndexed({ failed, failures }: IndexTally): ToolError {
  const some = failures.slice(0, 5).map(({ source, code, reason }) => `${source}: ${code}: ${reason}`);
  return new ToolError(
    'NOTHING_INDEXED',
    `None of ${failed} documents could be indexed. ${some.join(' ')}`,
    'Mend what is said of each, or name others.',
  );
}

/** Never as 2e-8. */
const dollars = (usd: number): string =>
  `$${rounded(usd).toLocaleString('en-US', { maximumFractionDigits: 9 })}`;

const rounded = (usd: number): number => Number(usd.toPrecision(3));
