const STEPS = [1, 2, 2.5, 5, 10];
const LINES = 4;

/** Round figures for an axis from 0 that reaches a height. */
export function axisScale(highest: number): { max: number; interval: number } {
  if (highest <= 0) return { max: 1, interval: 0.25 };
  const rough = highest / LINES;
  const power = 10 ** Math.floor(Math.log10(rough));
  const interval = exact(power * STEPS.find((step) => step * power >= rough * 0.999)!);
  return { max: exact(interval * Math.ceil((highest * 0.999) / interval)), interval };
}

/** Without the dust of binary fractions. */
const exact = (value: number): number => Number(value.toPrecision(6));
