import { type BudgetFacts, BudgetRefusal } from '../../contracts/budget-refusal.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import { usdOf } from '../costs/usd.js';
import type { Estimate } from '../estimates/estimate.js';
import type { ConfiguredLimit } from './configured-limits.js';
import { inWords, limitWords, momentWords } from './limit-words.js';
import { maySeeSums } from './may-see-sums.js';
import { dollars } from './nano-usd.js';
import type { RequestWindow } from './request-windows.js';

/** The strictest of the config's hard limits on a window; undefined where it has none. */
const hardLimitOf = ({ configured, most }: RequestWindow): ConfiguredLimit | undefined =>
  configured.find((each) => each.isHard && each.most === most);

/** For a request that would not fit into a window. All sums in nano-USD. */
export function exceeded(
  window: RequestWindow,
  {
    spent,
    reserved,
    amount,
    uncounted,
  }: { spent: bigint; reserved: bigint; amount: bigint; uncounted?: string | undefined },
  now: number,
  cheaper: string,
): BudgetRefusal {
  const limit = hardLimitOf(window)!;
  const { end } = window;
  const resetsAt = end === null ? null : new Date(end).toISOString();
  const fitsAlone = amount <= limit.most;
  const waitsForOthers = fitsAlone && spent + amount <= limit.most;
  const reset =
    resetsAt === null ? '' : ` It starts anew at ${momentWords(end!, limit.limit)}, ${inWords(end! - now)}.`;
  const sums = maySeeSums(limit)
    ? `${dollars(spent)} is spent and ${dollars(reserved)} held back for requests under way.`
    : "It is the server's, for all of its clients together, and used up or nearly so.";
  const message =
    `This request was not sent: it may cost up to ${dollars(amount)}, which would pass ${limitWords(limit)}. ` +
    `${sums}${uncounted === undefined ? '' : ` ${uncounted}`}${reset}`;
  return new BudgetRefusal(
    'BUDGET_EXCEEDED',
    message,
    hintFor(limit, cheaper, { fitsAlone, waitsForOthers, isSpent: spent >= limit.most }),
    { ...factsOf(limit, resetsAt, spent, reserved), requestUsd: usdOf(amount) },
    // Requests under way may end long before the window.
    end !== null && fitsAlone && !waitsForOthers ? Math.max(1, Math.ceil((end - now) / 1000)) : undefined,
  );
}

const factsOf = (
  configured: ConfiguredLimit,
  resetsAt: string | null,
  spent: bigint,
  reserved: bigint,
): Omit<BudgetFacts, 'requestUsd'> => ({
  limit: configured.place,
  scope: configured.limit.scope,
  match: configured.limit.match,
  window: configured.limit.window,
  ...(maySeeSums(configured) && {
    limitUsd: usdOf(configured.most),
    spentUsd: usdOf(spent),
    reservedUsd: usdOf(reserved),
  }),
  resetsAt,
});

function hintFor(
  { place }: ConfiguredLimit,
  cheaper: string,
  { fitsAlone, waitsForOthers, isSpent }: Record<string, boolean>,
): string {
  const raise = `Whoever runs the server can raise ${place} in its config.`;
  if (isSpent) return `Nothing is left: a smaller request does not help. ${raise}`;
  const wait = waitsForOthers ? ' Or try again when the requests under way have ended.' : '';
  const never = fitsAlone ? '' : ' As it is, it does not fit even into an unspent budget.';
  return `${cheaper}${wait}${never} ${raise}`;
}

/** For a request whose worst case nobody knows, under a hard limit. */
export function costUnknown(limit: ConfiguredLimit, { unknown, hint }: Estimate): BudgetRefusal {
  const why = unknown === undefined ? '' : ` ${unknown}`;
  return new BudgetRefusal(
    'BUDGET_COST_UNKNOWN',
    `This request was not sent: nobody can say what it may cost, and there is ${limitWords(limit)}.${why}`,
    hint ?? 'Set budget.unknownCost to what is to be held for such requests.',
    undefined,
  );
}

/** For when the ledger can't be used and there is a hard limit to keep. */
export const unavailable = (limit: ConfiguredLimit, cause: unknown): ToolError =>
  new ToolError(
    'BUDGET_UNAVAILABLE',
    `This request was not sent: the ledger can't be used, so ${limitWords(limit)} can't be kept.`,
    'Try again later. Whoever runs the server finds the reason in its log, and by `openai-mcp-host check`.',
    { cause },
  );
