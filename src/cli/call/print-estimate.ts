import type { CallEstimate, RequestEstimate } from '../../plugin-api/estimates.js';
import { paint, paintRemark } from '../paint.js';
import { print, remark } from '../print.js';
import { table } from '../table.js';
import { inUsd } from './usage-line.js';

/** What a call would cost, request by request. */
export function printEstimate({ mostUsd, likelyUsd, requests, notes }: CallEstimate): void {
  const lines = table(
    [['REQUEST', 'MODEL', 'INPUT', 'OUTPUT AT MOST', 'USD AT MOST'], ...requests.map(cells)],
    [2, 3, 4],
  );
  if (requests.length > 0) print(`${paint('bold', lines[0]!)}\n${lines.slice(1).join('\n')}\n`);
  print(mostUsd === null ? 'At most: not known' : `At most ${inUsd(mostUsd)}`);
  if (likelyUsd !== undefined)
    print(`Likely about ${inUsd(likelyUsd)}, as calls like it in the last 30 days`);
  for (const { unknown } of requests) if (unknown !== undefined) remark(paintRemark('yellow', unknown));
  for (const note of notes) remark(paintRemark('dim', note));
}

const cells = ({ endpoint, model, inputTokens, outputTokens, mostUsd }: RequestEstimate): string[] => [
  endpoint,
  model ?? '',
  String(inputTokens),
  String(outputTokens),
  mostUsd === null ? 'not known' : inUsd(mostUsd),
];
