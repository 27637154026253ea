import { median } from './statistics.ts';

/** What one round of calls gave. */
export interface Load {
  p50Ms: number;
  perSecond: number;
}

export interface LoadSize {
  oneByOne: number;
  inFlight: number;
}

const IN_FLIGHT = 64;

/** Calls one after the other for the latency, then with 64 in flight for the rate. */
export async function load(call: () => Promise<void>, size: LoadSize): Promise<Load> {
  const latencies: number[] = [];
  for (let done = 0; done < size.oneByOne; done++) {
    const start = performance.now();
    await call();
    latencies.push(performance.now() - start);
  }

  const start = performance.now();
  let left = size.inFlight;
  const lane = async () => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return { p50Ms: median(latencies), perSecond: (size.inFlight * 1000) / (performance.now() - start) };
}
