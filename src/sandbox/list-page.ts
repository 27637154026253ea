import { badRequest } from './api-error.js';
import type { WireJson } from './wire-json.js';

interface PageLimits {
  most: number;
  usual: number;
}

/** A page of a list as the real API gives it: newest first unless `order` is `asc`, from `after` or up to `before`. */
export function listPage(all: readonly WireJson[], query: URLSearchParams, { most, usual }: PageLimits) {
  const limit = limitOf(query, most, usual);
  const order = query.get('order') ?? 'desc';
  if (order !== 'asc' && order !== 'desc')
    throw badRequest(
      `Invalid value: '${order}'. Supported values are: 'asc' and 'desc'.`,
      'order',
      'invalid_value',
    );
  const ordered = order === 'asc' ? all : all.toReversed();
  const [from, to] = [placeOf('after', 0), placeOf('before', ordered.length)];
  const data = ordered.slice(from, Math.min(to, from + limit));
  return {
    object: 'list',
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: from + data.length < to,
  };

  function placeOf(name: 'after' | 'before', none: number): number {
    const id = query.get(name);
    if (id === null) return none;
    const at = ordered.findIndex((one) => one.id === id);
    if (at < 0) throw badRequest(`Invalid cursor: '${id}'.`, name, 'invalid_value');
    return name === 'after' ? at + 1 : at;
  }
}

function limitOf(query: URLSearchParams, most: number, usual: number): number {
  const given = query.get('limit');
  if (given === null) return usual;
  const limit = Number(given);
  if (Number.isInteger(limit) && limit >= 1 && limit <= most) return limit;
  throw badRequest(
    `Invalid 'limit': expected an integer from 1 to ${most}, but got ${given}.`,
    'limit',
    limit > most ? 'integer_above_max_value' : 'integer_below_min_value',
  );
}
