interface Rational {
  over: bigint;
  under: bigint;
}

/** A sum as people write it (`1,000 × 2.5 + (3 ÷ 4) × 0.1`), worked out in exact fractions. */
export function workedOut(working: string): Rational {
  const tokens = working.replaceAll(',', '').match(/\d+(?:\.\d+)?|[+×÷()]/g) ?? [];
  if (tokens.join('') !== working.replaceAll(/[,\s]/g, '')) throw new Error(`Not a sum: ${working}`);
  let at = 0;

  const sum = (): Rational => {
    let total = product();
    while (tokens[at] === '+') {
      at += 1;
      const next = product();
      total = {
        over: total.over * next.under + next.over * total.under,
        under: total.under * next.under,
      };
    }
    return total;
  };
  const product = (): Rational => {
    let total = factor();
    while (tokens[at] === '×' || tokens[at] === '÷') {
      const times = tokens[at++] === '×';
      const { over, under } = factor();
      total = { over: total.over * (times ? over : under), under: total.under * (times ? under : over) };
    }
    return total;
  };
  const factor = (): Rational => {
    if (tokens[at] === '(') {
      at += 1;
      const inner = sum();
      at += 1;
      return inner;
    }
    const [whole = '', decimals = ''] = tokens[at++]!.split('.');
    return { over: BigInt(whole + decimals), under: 10n ** BigInt(decimals.length) };
  };

  return sum();
}

/** Millionths of a USD in nano-USD, half rounded up. */
export const nanoOf = ({ over, under }: Rational): bigint => (2000n * over + under) / (2n * under);
