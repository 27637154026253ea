import { median } from './statistics.ts';

/** What one round of calls gave. */
export interface Load {
  p50Ms: number;
  perSecond: number;
  /** CPU time of a call with 64 in flight; null where nobody can tell. */
  cpuUs: number | null;
}

export interface LoadSize {
  oneByOne: number;
  inFlight: number;
}

const IN_FLIGHT = 64;

/**
 * Calls one after the other for the latency, then with 64 in flight for the rate. The CPU time is the more trustworthy of
 * the two where other work shares the machine.
 */
export async function load(
  call: () => Promise<void>,
  size: LoadSize,
  cpuMs: () => number | null,
): Promise<Load> {
  const latencies: number[] = [];
  for (let done = 0; done < size.oneByOne; done++) {
    const start = performance.now();
    await call();
    latencies.push(performance.now() - start);
  }

  const cpuBefore = cpuMs();
  const start = performance.now();
  let left = size.inFlight;
  const lane = async () => {
    while (left-- > 0) await call();
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  const ms = performance.now() - start;
  const cpuAfter = cpuMs();
  return {
    p50Ms: median(latencies),
    perSecond: (size.inFlight * 1000) / ms,
    cpuUs: cpuBefore === null || cpuAfter === null ? null : ((cpuAfter - cpuBefore) * 1000) / size.inFlight,
  };
}
