import type { JobCreateParams } from 'openai/resources/fine-tuning/jobs/jobs';
import { ToolError } from 'openai-mcp-host/plugin';
import type { Method } from '../data/check-example.js';
import type { DpoHyperparameters } from './hyperparameters.js';
import type { TuningOrder } from './tuning-order.js';

/** A method with all that belongs to it. */
export interface ReadyMethod {
  type: Method;
  hyperparameters: DpoHyperparameters;
  grader?: object;
}

/**
 * The method of an order, whichever way it is written: a word with `hyperparameters` beside it, or OpenAI's own object.
 *
 * @throws ToolError `PARAMETERS_CONFLICT`
 */
export function methodOf({ method = 'supervised', hyperparameters = {} }: TuningOrder): ReadyMethod {
  if (typeof method === 'string') return ready(method, hyperparameters);
  const { type } = method;
  const others = (['supervised', 'dpo', 'reinforcement'] as const).filter(
    (name) => name !== type && method[name] !== undefined,
  );
  if (others.length > 0)
    throw conflict(
      `The method is ${type}, but \`method.${others[0]}\` is given.`,
      `Give \`method.${type}\`.`,
    );
  const grader = method.reinforcement?.grader;
  return ready(type, { ...hyperparameters, ...method[type]?.hyperparameters }, grader);
}

function ready(type: Method, hyperparameters: DpoHyperparameters, grader?: object): ReadyMethod {
  if (type === 'reinforcement' && grader === undefined)
    throw conflict(
      'Reinforcement needs a grader.',
      'Give method {"type": "reinforcement", "reinforcement": {"grader"}}.',
    );
  if (type !== 'dpo' && hyperparameters.beta !== undefined)
    throw conflict('`beta` is a hyperparameter of dpo alone.', 'Leave it out, or choose the method dpo.');
  return { type, hyperparameters, ...(grader && { grader }) };
}

const conflict = (message: string, hint: string): ToolError =>
  new ToolError('PARAMETERS_CONFLICT', message, hint);

/** The same as OpenAI takes it. */
export function wireMethod({ type, hyperparameters, grader }: ReadyMethod): JobCreateParams.Method {
  const settings = {
    ...(grader && { grader }),
    ...(Object.keys(hyperparameters).length > 0 && { hyperparameters }),
  };
  return { type, ...(Object.keys(settings).length > 0 && { [type]: settings }) };
}
