import { expect, test } from 'vitest';
import { Lane } from '../../../src/services/pace/lane.js';
import { LocalPaceStore } from '../../../src/services/pace/pace-store.js';
import { FakeClock } from './fake-clock.js';

const MINUTE_MS = 60_000;
const NEVER = new AbortController().signal;

interface Sent {
  at: number;
  tokens: number;
}

/** The same numbers for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Half an hour of bursts from several clients; what is used is at most what was asked for. */
async function halfAnHour(seed: number, rates: { requests: number; tokens: number }): Promise<Sent[]> {
  const clock = new FakeClock();
  const random = randomFrom(seed);
  const lane = new Lane({
    ...{ name: 'gpt-6-luna', key: 'key', configured: rates, learn: true },
    ...{ maxQueued: 1000, maxWaitMs: 10 * MINUTE_MS, store: new LocalPaceStore(() => clock.now()), clock },
  });
  const sent: Sent[] = [];
  const ask = async (client: string, tokens: number, share: number) => {
    const wanted = { client, again: false, signal: NEVER, abortReason: () => new Error('never') };
    const turn = await lane.turn({ ...wanted, tokens: () => tokens });
    const used = Math.ceil(turn.tokens * share);
    sent.push({ at: clock.now(), tokens: used });
    clock.alarm(2000, () => lane.correct(turn, { requests: 0, tokens: used - turn.tokens }));
  };
  for (let second = 0; second < 1800; second += 1) {
    const burst = random() < 0.05 ? Math.ceil(random() * 2 * rates.requests) : 0;
    for (let nth = 0; nth < burst; nth += 1) {
      const tokens = Math.ceil((random() * 4 * rates.tokens) / rates.requests);
      void ask(`client ${nth % 3}`, tokens, random()).catch(() => {});
    }
    await clock.advance(1000);
  }
  return sent;
}

function fullestMinute(sent: readonly Sent[], weigh: (each: Sent) => number): number {
  let [most, sum, first] = [0, 0, 0];
  for (const each of sent) {
    sum += weigh(each);
    for (; sent[first]!.at <= each.at - MINUTE_MS; first += 1) sum -= weigh(sent[first]!);
    most = Math.max(most, sum);
  }
  return most;
}

test.each([1, 2, 3])(
  'No minute of half an hour holds more than the limits, and little is given away: %i',
  async (seed) => {
    const rates = { requests: 20, tokens: 4000 };

    const sent = await halfAnHour(seed, rates);

    expect(fullestMinute(sent, () => 1)).toBeLessThanOrEqual(rates.requests);
    expect(fullestMinute(sent, ({ tokens }) => tokens)).toBeLessThanOrEqual(rates.tokens);
    expect(sent.length).toBeGreaterThan(300);
  },
);
