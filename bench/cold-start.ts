import type { Contender, Contenders, ToolList } from './contenders.ts';
import type { Measuring } from './measuring.ts';
import { type ProcessCost, processCost } from './process-cost.ts';
import { interleave } from './rounds.ts';
import { RpcProcess } from './rpc-process.ts';
import type { Section } from './section.ts';
import { median, medianKnown } from './statistics.ts';

interface Start extends ProcessCost {
  ms: number;
  tools: number;
}

/** Spawn to an answered tools/list, each time in a fresh process. */
export async function measureColdStart(all: Contenders, { samples, progress }: Measuring): Promise<Section> {
  const measurements = {
    ours: () => start(all.ours),
    plainSdk: () => start(all.plainSdk),
    floor: () => start(all.floor),
  };
  await interleave(measurements, 2, (done) => progress(`cold start, warming up ${done}`));
  const taken = await interleave(measurements, samples, (done) => progress(`cold start ${done}`));

  const by = (value: (starts: Start[]) => number | null) =>
    Object.fromEntries(Object.entries(taken).map(([name, starts]) => [name, value(starts)]));
  const times = (base: 'plainSdk' | 'floor') =>
    by((starts) => median(starts.map(({ ms }, round) => ms / taken[base]![round]!.ms)));
  return {
    name: 'coldStart',
    title: `Cold start: spawn to an answered tools/list (${samples} fresh processes each; ours with a warm compile cache)`,
    columns: ['ours', 'plainSdk', 'floor'],
    rows: [
      { figure: 'ms, median', values: by((starts) => median(starts.map((one) => one.ms))) },
      { figure: 'ms, fastest', values: by((starts) => Math.min(...starts.map((one) => one.ms))) },
      { figure: '× plain SDK', values: times('plainSdk'), goal: { atMost: 0.5 } },
      { figure: '× floor', values: times('floor'), goal: { atMost: 4 } },
      { figure: 'CPU ms', values: by((starts) => medianKnown(starts.map((one) => one.cpuMs))) },
      {
        figure: 'RSS MiB',
        values: by((starts) => medianKnown(starts.map((one) => one.rssMiB))),
        goal: { atMost: 70 },
      },
      { figure: 'PSS MiB', values: by((starts) => medianKnown(starts.map((one) => one.pssMiB))) },
    ],
  };
}

/** One fresh process, until its tools are listed. */
export async function start(contender: Contender): Promise<Start> {
  const began = performance.now();
  const server = new RpcProcess(contender);
  try {
    await server.open();
    const { tools } = (await server.request('tools/list', {})) as ToolList;
    const ms = performance.now() - began;
    return { ms, tools: tools.length, ...processCost(server.pid) };
  } finally {
    await server.close();
  }
}
