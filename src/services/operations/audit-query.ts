import type { AuditQuery } from './audit-search.js';

const LONGEST = 200;
/** No database counts further. */
const LAST = 2_147_483_647;

/** Reads a query out of an address. @returns what is wrong with it, as text. */
export function auditQueryOf(parameters: URLSearchParams): AuditQuery | string {
  const query: AuditQuery = {};
  for (const field of ['client', 'tool', 'code'] as const) {
    const value = parameters.get(field)?.trim().slice(0, LONGEST);
    if (value) query[field] = value;
  }
  const since = parameters.get('since');
  if (since) {
    query.since = Date.parse(since);
    if (Number.isNaN(query.since)) return '`since` is no time: write it like 2026-11-23T08:00Z.';
  }
  const before = parameters.get('before');
  if (before) {
    query.before = Number(before);
    if (!Number.isInteger(query.before) || query.before < 1 || query.before > LAST)
      return '`before` is no place in the record.';
  }
  return query;
}
