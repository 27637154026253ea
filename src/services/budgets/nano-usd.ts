const NANO_DIGITS = 9;

/** An amount of USD in nano-USD, exactly as it is written; what is below a nano-USD is cut off. */
export function nanoUsdOf(usd: number): bigint {
  const [, whole = '0', fraction = '', exponent = '0'] =
    /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(usd)) ?? [];
  const digits = BigInt(whole + fraction);
  const shift = NANO_DIGITS + Number(exponent) - fraction.length;
  return shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
}

/** Nano-USD as people write it: `$5.00`, `$0.000336`. */
export function dollars(nanoUsd: bigint): string {
  const digits = String(nanoUsd < 0n ? -nanoUsd : nanoUsd).padStart(NANO_DIGITS + 1, '0');
  const fraction = digits.slice(-NANO_DIGITS).replace(/0+$/, '').padEnd(2, '0');
  return `${nanoUsd < 0n ? '-' : ''}$${digits.slice(0, -NANO_DIGITS)}.${fraction}`;
}
