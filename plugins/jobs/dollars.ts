/** Never as 2e-8. */
export const dollars = (usd: number): string =>
  `$${usd.toLocaleString('en-US', { maximumFractionDigits: 9 })}`;
