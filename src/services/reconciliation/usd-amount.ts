/** Decimals that an amount of the report is read with. */
const DECIMALS = 18;
const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i;

/** Parts of 10^-18 USD. A sum of them is exact, whatever a sum of floats would come to. */
export type Atto = bigint;

/** An amount as JSON has it, as a number or as a text; undefined where it is none. */
export function attoOf(value: unknown): Atto | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const [, sign, whole = '', part = '', exponent = '0'] = NUMBER.exec(String(value).trim()) ?? [];
  if (whole + part === '') return undefined;
  const shift = DECIMALS - part.length + Number(exponent);
  const digits = BigInt(whole + part);
  const amount = shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
  return sign === '-' ? -amount : amount;
}

const NANO: Atto = 10n ** 9n;

/** Nano-USD, rounded half away from zero. */
export const nanoOfAtto = (amount: Atto): bigint => (amount + (amount < 0n ? -NANO / 2n : NANO / 2n)) / NANO;
