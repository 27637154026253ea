import { badRequest, missing } from '../api-error.js';
import type { Endpoint } from '../endpoint.js';
import type { BilledLine } from '../kept-bill.js';

const DAY = 86_400;
const USUAL_DAYS = 7;
const MOST_DAYS = 180;
/** Everything is of this one. */
const PROJECT = 'proj_sandbox';
const GROUPS = ['project_id', 'user_id', 'line_item', 'api_key_id', 'api_source'];

/** `GET /organization/costs`: days with what was charged on them, those without any included. */
export const listCosts: Endpoint = ({ query, bill }) => {
  const start = seconds(query.get('start_time'), 'start_time') ?? missingTime();
  const end = seconds(query.get('end_time'), 'end_time') ?? Math.floor(Date.now() / 1000);
  const limit = Number(query.get('limit') ?? USUAL_DAYS);
  const groups = [...query.getAll('group_by[]'), ...query.getAll('group_by')];
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_DAYS)
    throw badRequest(`limit must be between 1 and ${MOST_DAYS}.`, 'limit');
  const strange = groups.find((group) => !GROUPS.includes(group));
  if (strange !== undefined) throw badRequest(`Invalid value: '${strange}'.`, 'group_by');
  const projects = query.getAll('project_ids[]');
  const isOurs = projects.length === 0 || projects.includes(PROJECT);

  const first = Number(query.get('page') ?? Math.floor(start / DAY) * DAY);
  const days = Array.from({ length: limit }, (_, index) => first + index * DAY).filter((day) => day < end);
  const next = first + limit * DAY;
  const bucket = (day: number) => ({
    object: 'bucket',
    start_time: day,
    end_time: day + DAY,
    results: isOurs
      ? resultsOf(
          [...bill.lines.values()].filter((line) => line.day === day),
          groups,
        )
      : [],
  });
  const hasMore = next < end;
  return {
    json: {
      object: 'page',
      data: days.map(bucket),
      has_more: hasMore,
      next_page: hasMore ? String(next) : null,
    },
  };
};

function resultsOf(lines: BilledLine[], groups: readonly string[]): object[] {
  if (lines.length === 0) return [];
  const result = (usd: number, line_item: string | null, quantity: number | null) => ({
    object: 'organization.costs.result',
    amount: { value: usd, currency: 'usd' },
    line_item,
    project_id: groups.includes('project_id') ? PROJECT : null,
    api_key_id: null,
    quantity,
  });
  return groups.includes('line_item')
    ? lines.map(({ usd, lineItem, tokens }) => result(usd, lineItem, tokens))
    : [
        result(
          lines.reduce((sum, { usd }) => sum + usd, 0),
          null,
          null,
        ),
      ];
}

function seconds(text: string | null, name: string): number | undefined {
  if (text === null) return undefined;
  if (!/^\d{1,12}$/.test(text)) throw badRequest(`Invalid type for '${name}': expected an integer.`, name);
  return Number(text);
}

const missingTime = (): never => {
  throw missing('start_time');
};
