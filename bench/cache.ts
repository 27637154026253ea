import { type Ground, ourServer } from './contenders.ts';
import type { Measuring } from './measuring.ts';
import { interleave } from './rounds.ts';
import { RpcProcess } from './rpc-process.ts';
import type { Section } from './section.ts';
import { quantile } from './statistics.ts';

const model = 'gpt-6-luna';

/** What a call takes whose answer is kept, beside one that is sent to a stand-in which answers at once. */
export async function measureCache(ground: Ground, measuring: Measuring): Promise<Section> {
  const { rounds, lighter, progress } = measuring;
  const server = new RpcProcess(ourServer(ground, 'cache', { cache: { text: 'always' } }));
  let asked = 0;
  const say = (content: string) =>
    server.call('chat-completion', { model, messages: [{ role: 'user', content }] });
  const measurements = {
    hit: () => latencies(() => say('Say hello.'), 500 / lighter),
    sent: () => latencies(() => say(`Say hello, ${process.pid} ${++asked}.`), 200 / lighter),
  };
  try {
    await server.open();
    await interleave(measurements, 2, (done) => progress(`cache, warming up ${done}`));
    const taken = await interleave(measurements, rounds, (done) => progress(`cache ${done}`));
    const by = (share: number) =>
      Object.fromEntries(Object.entries(taken).map(([name, all]) => [name, quantile(all.flat(), share)]));
    return {
      name: 'cache',
      title: `chat-completion whose answer is kept, over stdio (${rounds} rounds)`,
      columns: ['hit', 'sent'],
      rows: [
        { figure: 'p50 ms', values: by(0.5), goal: { atMost: 1 } },
        { figure: 'p99 ms', values: by(0.99) },
      ],
    };
  } finally {
    await server.close();
  }
}

async function latencies(call: () => Promise<unknown>, times: number): Promise<number[]> {
  const taken: number[] = [];
  for (let done = 0; done < times; done++) {
    const start = performance.now();
    await call();
    taken.push(performance.now() - start);
  }
  return taken;
}
