import type { KnownModel } from './known-models.js';

/** Capabilities that matter to the host alone. */
const INTERNAL = /^(chat|responses)$|-need-|-refused$/;

/** Models as lines of a small table. */
export function modelTable(models: readonly KnownModel[]): string {
  if (models.length === 0) return 'No model fits.';
  return ['id | kind | status | in / cached / out | can', ...models.map(line)].join('\n');
}

/** What is from where, and what only one of them has. */
export function footOf(models: readonly KnownModel[], checkedOn: string, live: number | undefined): string {
  const prices = 'Prices in USD per million tokens';
  if (live === undefined) return `${prices}; all of it from the catalogue, checked on ${checkedOn}.`;
  const alone = models.filter((model) => model.in === 'account').map(({ id }) => id);
  const named = alone.length === 0 ? 'none' : alone.slice(0, NAMED).join(', ');
  const more = alone.length > NAMED ? ` and ${alone.length - NAMED} more` : '';
  return [
    `The provider lists ${live} models for this key, and its days of shutdown hold; kinds, prices, abilities and what to use instead are of the catalogue, checked on ${checkedOn}.`,
    `Of these, in the account alone: ${named}${more}; in the catalogue alone: ${models.filter((model) => model.in === 'catalogue').length}. ${prices}.`,
  ].join('\n');
}

const NAMED = 10;

function availability(available: boolean | undefined, isRetired: boolean): string {
  if (available === undefined || available !== isRetired) return '';
  return isRetired ? ' (still listed for this key)' : ' (not for this key)';
}

function line({
  id,
  kind,
  status,
  shutdown,
  days_left,
  base,
  replacement,
  price,
  capabilities,
  available,
}: KnownModel): string {
  const left = days_left === undefined ? '' : ` (in ${days_left} days)`;
  const end = shutdown ? ` ${shutdown}${left}${base ? `, with ${base}` : ''}` : '';
  const next = replacement ? ` → ${replacement}` : '';
  const closed = availability(available, status === 'retired');
  const cost = price
    ? [price.input, price.cached_input, price.output].map((usd) => usd ?? '?').join(' / ')
    : '?';
  return [
    id,
    kind,
    `${status}${end}${next}${closed}`,
    cost,
    capabilities.filter((one) => !INTERNAL.test(one)).join(' '),
  ].join(' | ');
}
