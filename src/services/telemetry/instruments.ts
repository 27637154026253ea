import type { Meter } from '@opentelemetry/api';
import { GEN_AI, MCP, ownMetric } from './conventions.js';

/** Buckets of the conventions, seconds. */
const REQUEST_SECONDS = [
  0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
];
const MCP_SECONDS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300];
const TOKENS = [
  ...[1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144],
  ...[1_048_576, 4_194_304, 16_777_216, 67_108_864],
];

export type Instruments = ReturnType<typeof createInstruments>;

/** Everything that is counted as it happens. */
export function createInstruments(meter: Meter) {
  const seconds = (name: string, description: string, explicitBucketBoundaries: number[]) =>
    meter.createHistogram(name, { unit: 's', description, advice: { explicitBucketBoundaries } });
  const counter = (name: string, unit: string, description: string) =>
    meter.createCounter(ownMetric(name), { unit, description });
  return {
    mcpSeconds: seconds(MCP.OPERATION_DURATION, 'How long MCP requests took.', MCP_SECONDS),
    sessionSeconds: seconds(MCP.SESSION_DURATION, 'How long MCP sessions lasted.', MCP_SECONDS),
    requestSeconds: seconds(
      GEN_AI.OPERATION_DURATION,
      'How long requests to OpenAI took, all tries and waits between them included.',
      REQUEST_SECONDS,
    ),
    tokens: meter.createHistogram(GEN_AI.TOKEN_USAGE, {
      unit: '{token}',
      description: 'Tokens of requests that were sent.',
      advice: { explicitBucketBoundaries: TOKENS },
    }),
    waitSeconds: seconds(ownMetric('queue.wait'), 'How long requests waited for their turn.', MCP_SECONDS),
    calls: counter('calls', '{call}', 'Tool calls that have ended, by the code of their error; ok: none.'),
    requests: counter(
      'requests',
      '{request}',
      'Requests that have ended: sent (metered, held), refused here, or answered from the cache (cached).',
    ),
    cost: counter('cost.usd', '{USD}', 'What requests have cost.'),
    unpriced: counter('requests.unpriced', '{request}', 'Requests whose cost nobody knows.'),
    retries: counter(
      'request.retries',
      '{retry}',
      'Tries after the first, by the status before; 0: no answer.',
    ),
    refusals: counter('budget.refusals', '{request}', 'Requests that a limit of the budget has refused.'),
    jobs: counter('jobs', '{job}', 'Jobs that have ended.'),
    sessions: meter.createUpDownCounter(ownMetric('sessions'), {
      unit: '{session}',
      description: 'MCP sessions that are open.',
    }),
  };
}
