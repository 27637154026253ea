/** An amount for people, in as few digits as tell it: `$1,234`, `$12.50`, `$0.0042`. */
export function shortUsd(usd: number): string {
  if (usd === 0) return '$0';
  const digits = usd >= 1000 ? 0 : usd >= 0.1 ? 2 : Math.min(6, 1 - Math.floor(Math.log10(usd)));
  const text = usd.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `$${text}`;
}

/** The same for the marks of an axis, all of them with as many digits as its interval needs. */
export function axisUsd(interval: number): (usd: number) => string {
  const needed = [0, 2, 3, 4, 5, 6].find((digits) => Number(interval.toFixed(digits)) === interval) ?? 6;
  const digits = { minimumFractionDigits: needed, maximumFractionDigits: needed };
  return (usd) => (usd === 0 ? '$0' : `$${usd.toLocaleString('en-US', digits)}`);
}
