import type OpenAI from 'openai';
import type { ReportScope } from '../../plugin-api/cost-reconciliation.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import type { Span } from '../reports/calendar.js';
import { type Atto, attoOf } from './usd-amount.js';

/** One amount of the report. */
export interface ReportedCost {
  /** ms since 1970, of the start of its day in UTC. */
  at: number;
  lineItem: string | undefined;
  project: string | undefined;
  amount: Atto;
}

type Organization = OpenAI['admin']['organization'];
type Json = Record<string, unknown>;

/** Days on one page: the most that may be asked for. */
const DAYS = 180;

const list = (value: unknown): Json[] | undefined =>
  Array.isArray(value) && value.every((each) => typeof each === 'object' && each !== null)
    ? value
    : undefined;
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** OpenAI's report of costs, page by page. */
export async function* reportedCosts(
  organization: Organization,
  { since, until }: Span,
  { projectIds, apiKeyIds }: ReportScope,
): AsyncGenerator<ReportedCost[]> {
  const seen = new Set<string>();
  for (let page: string | undefined; ; ) {
    const answer = (await organization.usage.costs({
      start_time: since / 1000,
      end_time: until / 1000,
      bucket_width: '1d',
      group_by: ['line_item', 'project_id'],
      limit: DAYS,
      ...(projectIds?.length && { project_ids: [...projectIds] }),
      ...(apiKeyIds?.length && { api_key_ids: [...apiKeyIds] }),
      ...(page !== undefined && { page }),
    })) as unknown as Json | null;
    const buckets = list(answer?.data) ?? unreadable('has no list of days');
    yield buckets.flatMap(costsOf);
    if (answer?.has_more !== true) return;
    page = text(answer.next_page) ?? unreadable('says that there is more, but not where');
    if (seen.has(page)) unreadable('comes back to a page that it has given before');
    seen.add(page);
  }
}

function costsOf({ start_time, results }: Json): ReportedCost[] {
  if (typeof start_time !== 'number') return unreadable('has a day without a date');
  return (list(results) ?? unreadable('has a day without costs')).map(({ amount, line_item, project_id }) => {
    const { value, currency } = (amount ?? {}) as Json;
    const read = attoOf(value) ?? unreadable('has an amount that is no number');
    if (String(currency ?? 'usd').toLowerCase() !== 'usd')
      unreadable('has amounts in another currency than USD');
    return { at: start_time * 1000, lineItem: text(line_item), project: text(project_id), amount: read };
  });
}

function unreadable(why: string): never {
  throw new ToolError(
    'UPSTREAM_INVALID_RESPONSE',
    `The report of costs can't be used: it ${why}.`,
    'Try again; check openai.baseURL.',
  );
}
