import { randomUUID } from 'node:crypto';
import type { LedgerWindow } from '../src/storage/ledger.js';
import { openStorage, type StoragePlace } from '../src/storage/open-storage.js';

/** What a measured process is told, as JSON in its first argument. */
export interface LedgerLoad {
  place: StoragePlace;
  /** Requests, and how many of them at once. */
  requests: number;
  inFlight: number;
}

const { place, requests, inFlight }: LedgerLoad = JSON.parse(process.argv[2]!);
const { ledger, close } = await openStorage(place);
const limits = (['all', 'client', 'model'] as const).map((scope) => ({
  ...{ id: `${scope}:*|total|UTC`, scope, match: '*', window: 'total' as const, timeZone: 'UTC' },
}));
await ledger.register(limits);
const windows: LedgerWindow[] = limits.map((limit) => ({
  ...{ limit, key: '0', start: 0, end: null, most: 10n ** 15n },
  alerts: [50n, 80n, 95n, 100n].map((share) => ({ at: share * 10n ** 13n, payload: 'alert' })),
}));
const subject = {
  client: 'bench',
  plugin: 'text',
  tool: 'chat-completion',
  model: 'gpt-5.4-mini',
  call: null,
};
const owner = randomUUID();

for (let warm = 0; warm < 100; warm++) await request();
process.send?.('ready');
await new Promise((begin) => process.once('message', begin));
let left = requests;
const took: number[] = [];
const began = performance.now();
await Promise.all(
  Array.from({ length: inFlight }, async () => {
    while (left-- > 0) took.push(await request());
  }),
);
process.send?.({ took, ms: performance.now() - began });
process.disconnect();
await close();

/** Its share of a request's time: until the hold is granted, and until the cost is booked. */
async function request(): Promise<number> {
  const id = randomUUID();
  const start = performance.now();
  const at = Date.now();
  await ledger.reserve({
    id,
    amount: 1_000n,
    at,
    subject,
    windows: () => windows,
    owner,
    leaseUntil: at + 60_000,
  });
  await ledger.settle({
    ...{ id, at, subject, endpoint: '/v1/responses', requestedModel: 'gpt-5.4-mini', serviceTier: null },
    ...{ inputTokens: 10, cachedInputTokens: 0, outputTokens: 5, reasoningTokens: 0, cost: 600n },
    ...{ basis: 'metered', status: 200, upstreamMs: 500, requestId: null },
  });
  return performance.now() - start;
}
