import type { KnownModel } from './known-models.js';

/** Capabilities that matter to the host alone. */
const INTERNAL = /^(chat|responses)$|-need-|-refused$/;

/** Models as lines of a small table. */
export function modelTable(models: readonly KnownModel[]): string {
  if (models.length === 0) return 'No model fits.';
  return ['id | kind | status | in / cached / out | can', ...models.map(line)].join('\n');
}

function line({
  id,
  kind,
  status,
  shutdown,
  replacement,
  price,
  capabilities,
  available,
}: KnownModel): string {
  const end = shutdown ? ` ${shutdown}` : '';
  const next = replacement ? ` → ${replacement}` : '';
  const closed = available === false && status !== 'retired' ? ' (not for this key)' : '';
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
