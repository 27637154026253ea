import { readdirSync, readFileSync } from 'node:fs';

/** What a running process has cost so far; null where the platform does not tell (anything but Linux). */
export interface ProcessCost {
  cpuMs: number | null;
  rssMiB: number | null;
  pssMiB: number | null;
}

export const processCost = (pid: number): ProcessCost => ({
  cpuMs: known(() => cpuNanoseconds(pid) / 1e6),
  rssMiB: known(() => kibibytes(`/proc/${pid}/status`, /^VmRSS:\s+(\d+) kB$/m) / 1024),
  pssMiB: known(() => kibibytes(`/proc/${pid}/smaps_rollup`, /^Pss:\s+(\d+) kB$/m) / 1024),
});

/** Read from each thread's run time: the counters in /proc/PID/stat move in steps of 10 ms. */
function cpuNanoseconds(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const times = threads.map((thread) => readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8'));
  return times.reduce((sum, time) => sum + Number(time.split(' ')[0]), 0);
}

function kibibytes(path: string, line: RegExp): number {
  const [, amount] = line.exec(readFileSync(path, 'utf8')) ?? [];
  return Number(amount);
}

function known(read: () => number): number | null {
  try {
    const value = read();
    return Number.isFinite(value) && value > 0 ? value : null;
  } catch {
    return null;
  }
}
