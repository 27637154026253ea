import type { Meter } from '@opentelemetry/api';
import type { Figure, Observer } from '../../contracts/observer.js';
import { ownMetric } from './conventions.js';

const FIGURES: Record<Figure, readonly [name: string, unit: string, description: string]> = {
  'calls.running': ['calls.running', '{call}', 'Tool calls under way.'],
  'requests.waiting': ['requests.waiting', '{request}', 'Requests that wait for their turn.'],
  'circuit.open': ['circuit.open', '{circuit}', 'Whether nothing is sent because OpenAI is down: 1, else 0.'],
  'budget.held': ['budget.held.usd', '{USD}', 'What this server holds for requests under way.'],
  'budget.spent': [
    'budget.spent.usd',
    '{USD}',
    'What is spent and held in the running window of a limit, by all servers.',
  ],
  'budget.limit': ['budget.limit.usd', '{USD}', 'What a limit allows in its window.'],
  'jobs.running': ['jobs.running', '{job}', 'Calls in the background that this server runs.'],
};

/** Makes figures readable. */
export const figuresOn =
  (meter: Meter): Observer['reads'] =>
  (figure, read) => {
    const [name, unit, description] = FIGURES[figure];
    const gauge = meter.createObservableGauge(ownMetric(name), { unit, description });
    gauge.addCallback(async (result) => {
      // What can't be read now is left out.
      const readings = await Promise.resolve()
        .then(read)
        .catch(() => []);
      for (const { value, labels } of readings) result.observe(value, labels);
    });
  };
