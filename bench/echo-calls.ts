import type { Contenders } from './contenders.ts';
import { type Load, load } from './load.ts';
import type { Measuring } from './measuring.ts';
import { withServers } from './open-servers.ts';
import { processCost } from './process-cost.ts';
import { interleave } from './rounds.ts';
import type { RpcProcess } from './rpc-process.ts';
import type { Section } from './section.ts';
import { median, medianKnown } from './statistics.ts';

/** What the protocol and the host cost a call that does nothing. */
export const measureEchoCalls = (
  all: Contenders,
  { rounds, lighter, progress }: Measuring,
): Promise<Section> =>
  withServers(all, async (servers) => {
    const size = { oneByOne: 1000 / lighter, inFlight: 10_000 / lighter };
    const under = (server: RpcProcess) => () => load(echo(server), size, () => processCost(server.pid).cpuMs);
    const measurements = {
      ours: under(servers.ours),
      plainSdk: under(servers.plainSdk),
      floor: under(servers.floor),
    };
    await interleave(measurements, 2, (done) => progress(`echo calls, warming up ${done}`));
    const taken = await interleave(measurements, rounds, (done) => progress(`echo calls ${done}`));

    const by = (value: (loads: Load[]) => number | null) =>
      Object.fromEntries(Object.entries(taken).map(([name, loads]) => [name, value(loads)]));
    const timesPlainSdk = (loads: Load[]) =>
      median(loads.map(({ perSecond }, round) => perSecond / taken.plainSdk![round]!.perSecond));
    return {
      name: 'echoCalls',
      title: `Calls of a tool that does nothing, over stdio (medians of ${rounds} rounds)`,
      columns: ['ours', 'plainSdk', 'floor'],
      rows: [
        { figure: 'p50 ms, 1 in flight', values: by((loads) => median(loads.map((one) => one.p50Ms))) },
        {
          figure: 'calls/s, 1 in flight',
          values: by((loads) => 1000 / median(loads.map((one) => one.p50Ms))),
        },
        { figure: 'calls/s, 64 in flight', values: by((loads) => median(loads.map((one) => one.perSecond))) },
        { figure: '× plain SDK, 64 in flight', values: by(timesPlainSdk), goal: { atLeast: 0.9 } },
        {
          figure: 'CPU µs a call, 64 in flight',
          values: by((loads) => medianKnown(loads.map((one) => one.cpuUs))),
        },
        {
          figure: 'RSS MiB after the load',
          values: {
            ours: processCost(servers.ours.pid).rssMiB,
            plainSdk: processCost(servers.plainSdk.pid).rssMiB,
            floor: processCost(servers.floor.pid).rssMiB,
          },
        },
      ],
    };
  });

const echo = (server: RpcProcess) => () => server.call('echo', { text: 'The quick brown fox.' });
