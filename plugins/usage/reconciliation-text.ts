import type { CostReconciliation, ReconciledSum } from 'openai-mcp-host/plugin';
import { alignedRows, plain } from './aligned-rows.js';

/** Report and record side by side: in all, by day, by model; then what explains the differences. */
export function reconciliationText({
  since,
  until,
  total,
  days,
  lines,
  notes,
}: Omit<CostReconciliation, 'cells'>): string {
  const head = ['reported', 'recorded', 'difference'];
  const table = (name: string, rows: [string, ReconciledSum][]) =>
    alignedRows([[name, ...head], ...rows.map(([first, sum]) => [plain(first), ...amounts(sum)])], 1);
  return [
    `${since} to ${until} (whole days, UTC), in USD: OpenAI's report, the record of all servers on this database`,
    table('', [['Total', total]]),
    ...(days.length > 0
      ? [
          table(
            'Day',
            days.map((day) => [day.day, day]),
          ),
        ]
      : []),
    ...(lines.length > 0
      ? [
          table(
            'Model or line item',
            lines.map((line) => [line.name, line]),
          ),
        ]
      : []),
    ...(notes.length > 0 ? [notes.join('\n')] : []),
  ].join('\n\n');
}

const amounts = ({ reportedUsd, recordedUsd, differenceUsd }: ReconciledSum): string[] => [
  reportedUsd.toFixed(6),
  recordedUsd.toFixed(6),
  `${differenceUsd > 0 ? '+' : ''}${differenceUsd.toFixed(6)}`,
];
