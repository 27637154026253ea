import type { Meter } from '@opentelemetry/api';
import type { Figure, Observer, Reading } from '../../contracts/observer.js';
import { ownMetric } from './conventions.js';

const FIGURES: Record<Figure, readonly [name: string, unit: string, description: string]> = {
  'calls.running': ['calls.running', '{call}', 'Tool calls under way.'],
  'requests.waiting': ['requests.waiting', '{request}', 'Requests that wait for their turn.'],
  'circuit.open': ['circuit.open', '{circuit}', 'Accounts that nothing is sent on because OpenAI is down.'],
  'budget.held': ['budget.held.usd', '{USD}', 'What this server holds for requests under way.'],
  'budget.spent': [
    'budget.spent.usd',
    '{USD}',
    'What is spent and held in the running window of a limit, by all servers.',
  ],
  'budget.limit': ['budget.limit.usd', '{USD}', 'What a limit allows in its window.'],
  'jobs.running': ['jobs.running', '{job}', 'Calls in the background that this server runs.'],
};

type Read = Parameters<Observer['reads']>[1];

/** Makes figures readable; one that is read in several places is their sum. */
export function figuresOn(meter: Meter): Observer['reads'] {
  const places = new Map<Figure, Set<Read>>();
  return (figure, read, until) => {
    const known = places.get(figure);
    const reads = (known ?? new Set()).add(read);
    until?.addEventListener('abort', () => reads.delete(read), { once: true });
    if (known !== undefined) return;
    places.set(figure, reads);
    const [name, unit, description] = FIGURES[figure];
    const gauge = meter.createObservableGauge(ownMetric(name), { unit, description });
    gauge.addCallback(async (result) => {
      for (const { value, labels } of await sumsOf(reads)) result.observe(value, labels);
    });
  };
}

async function sumsOf(reads: Iterable<Read>): Promise<Reading[]> {
  const sums = new Map<string, Reading>();
  for (const read of reads) {
    // What can't be read now is left out.
    const readings = await Promise.resolve()
      .then(read)
      .catch(() => []);
    for (const { value, labels = {} } of readings) {
      const key = JSON.stringify(labels);
      sums.set(key, { value: value + (sums.get(key)?.value ?? 0), labels });
    }
  }
  return [...sums.values()];
}
