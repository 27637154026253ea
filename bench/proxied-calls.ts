import OpenAI from 'openai';
import type { Contenders } from './contenders.ts';
import { type Load, load } from './load.ts';
import type { Measuring } from './measuring.ts';
import { withServers } from './open-servers.ts';
import { processCost } from './process-cost.ts';
import { interleave } from './rounds.ts';
import type { RpcProcess } from './rpc-process.ts';
import type { Section } from './section.ts';
import type { Upstream } from './start-upstream.ts';
import { median, medianKnown } from './statistics.ts';

const DELAY_MS = 5;
const model = 'gpt-6-luna';

/** What chat-completion costs over the same request through the openai package in this process, as it is shipped. */
export const measureProxiedCalls = (
  all: Contenders,
  upstream: Upstream,
  measuring: Measuring,
): Promise<Section> =>
  withServers(all, async (servers) => {
    const openai = new OpenAI({ apiKey: 'sk-bench', baseURL: upstream.baseUrl });
    const calls = {
      ours: chat(servers.ours),
      plainSdk: chat(servers.plainSdk),
      floor: chat(servers.floor),
      direct: async () => {
        await openai.responses.create({ model, input: messages() });
      },
    };
    const cpu = {
      ours: () => processCost(servers.ours.pid).cpuMs,
      plainSdk: () => processCost(servers.plainSdk.pid).cpuMs,
      floor: () => processCost(servers.floor.pid).cpuMs,
      direct: () => processCost(process.pid).cpuMs,
    };
    const { rounds, lighter, progress } = measuring;
    const take = async (times: number, oneByOne: number, inFlight: number, what: string) => {
      const size = { oneByOne: oneByOne / lighter, inFlight: inFlight / lighter };
      const measurements = Object.fromEntries(
        Object.entries(calls).map(([name, call]) => [
          name,
          () => load(call, size, cpu[name as keyof typeof calls]),
        ]),
      );
      return interleave(measurements, times, (done) => progress(`proxied calls, ${what} ${done}`));
    };

    await take(2, 200, 1600, 'warming up');
    const atOnce = await take(rounds, 200, 1600, 'upstream at once');
    await upstream.takeOverAnAnswer(DELAY_MS);
    const delayed = await take(rounds, 100, 64 * lighter, `upstream ${DELAY_MS} ms`);
    await upstream.takeOverAnAnswer(0);

    return {
      name: 'proxiedCalls',
      title: `chat-completion against a local stand-in for OpenAI (medians of ${rounds} rounds)`,
      columns: ['ours', 'plainSdk', 'floor', 'direct'],
      rows: [
        { figure: 'p50 ms', values: by(atOnce, (loads) => median(loads.map((one) => one.p50Ms))) },
        { figure: 'p50 ms added', values: by(atOnce, added), goal: { atMost: 0.5 } },
        {
          figure: `p50 ms, upstream takes ${DELAY_MS} ms`,
          values: by(delayed, (loads) => median(loads.map((one) => one.p50Ms))),
        },
        {
          figure: `p50 ms added, upstream takes ${DELAY_MS} ms`,
          values: by(delayed, added),
          goal: { atMost: 0.5 },
        },
        {
          figure: 'calls/s, 64 in flight',
          values: by(atOnce, (loads) => median(loads.map((one) => one.perSecond))),
        },
        {
          figure: 'CPU µs a call, 64 in flight',
          values: by(atOnce, (loads) => medianKnown(loads.map((one) => one.cpuUs))),
        },
        { figure: '× direct, 64 in flight', values: by(atOnce, timesDirect), goal: { atLeast: 1.2 } },
      ],
    };
  });

const by = (taken: Record<string, Load[]>, value: (loads: Load[], direct: Load[]) => number | null) =>
  Object.fromEntries(Object.entries(taken).map(([name, loads]) => [name, value(loads, taken.direct!)]));

const added = (loads: Load[], direct: Load[]) =>
  median(loads.map(({ p50Ms }, round) => p50Ms - direct[round]!.p50Ms));

const timesDirect = (loads: Load[], direct: Load[]) =>
  median(loads.map(({ perSecond }, round) => perSecond / direct[round]!.perSecond));

let asked = 0;

/** Never the same twice, so that no cache answers. */
const messages = () => [{ role: 'user' as const, content: `Say hello for the ${++asked}th time.` }];

const chat = (server: RpcProcess) => () => server.call('chat-completion', { model, messages: messages() });
