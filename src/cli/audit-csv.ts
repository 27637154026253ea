import { stringify } from 'csv-stringify/sync';
import type { GateRecord } from '../contracts/call-gate.js';
import type { PlacedRecord } from '../services/audit/read-records.js';

const COLUMNS = [
  ...[
    'seq',
    'time',
    'kind',
    'client',
    'plugin',
    'tool',
    'call',
    'endpoint',
    'requestedModel',
    'model',
    'routing',
  ],
  ...['inputTokens', 'cachedInputTokens', 'outputTokens', 'costUsd', 'basis', 'ms', 'outcome', 'code'],
  ...['status', 'tries', 'requestIds', 'inputSha256', 'outputSha256', 'moderation', 'lost', 'hash'],
];

/** Makes the lines of a CSV page by page, the heading before the first. */
export function csvLines(): (records: readonly PlacedRecord[]) => string {
  let header = true;
  return (records) => {
    // What a spreadsheet would take for a formula comes from clients, too.
    const lines = stringify(records.map(rowOf), { columns: COLUMNS, header, escape_formulas: true });
    header = false;
    return lines.trimEnd();
  };
}

function rowOf({
  at,
  costNanoUsd,
  requestIds,
  moderation = [],
  ...record
}: PlacedRecord): Record<string, unknown> {
  return {
    ...record,
    time: new Date(at).toISOString(),
    costUsd: costNanoUsd === null ? '' : inUsd(BigInt(costNanoUsd)),
    requestIds: requestIds.join(' '),
    moderation: moderation.map(inWords).join('; '),
  };
}

/** Such as `input refused: violence 0.97`. */
function inWords({ side, decision, categories = {}, code }: GateRecord): string {
  const why = Object.entries(categories).map(([category, score]) => `${category} ${score}`);
  if (code !== undefined) why.push(code);
  return `${side} ${decision}${why.length === 0 ? '' : `: ${why.join(', ')}`}`;
}

/** To the nano-dollar. */
const inUsd = (nano: bigint): string =>
  `${nano / 1_000_000_000n}.${String(nano % 1_000_000_000n).padStart(9, '0')}`;
