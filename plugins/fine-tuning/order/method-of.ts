import type { JobCreateParams } from 'openai/resources/fine-tuning/jobs/jobs';
import { ToolError } from 'openai-mcp-host/plugin';
import type { Method } from '../data/check-example.js';
import type { ReinforcementHyperparameters } from './hyperparameters.js';
import type { TuningMethod, TuningOrder } from './tuning-order.js';

/** A method with all that belongs to it. */
export interface ReadyMethod {
  type: Method;
  hyperparameters: ReinforcementHyperparameters & { beta?: 'auto' | number };
  grader?: object;
}

const SUPERVISED: TuningMethod = { type: 'supervised' };

/** @throws ToolError `PARAMETERS_CONFLICT` */
export function methodOf({ method = SUPERVISED }: TuningOrder): ReadyMethod {
  const { type } = method;
  const other = (['supervised', 'dpo', 'reinforcement'] as const).find(
    (name) => name !== type && method[name] !== undefined,
  );
  if (other !== undefined)
    throw conflict(`The method is ${type}, but \`method.${other}\` is given.`, `Give \`method.${type}\`.`);
  const grader = method.reinforcement?.grader;
  if (type === 'reinforcement' && grader === undefined)
    throw conflict(
      'Reinforcement needs a grader.',
      'Give method {"type": "reinforcement", "reinforcement": {"grader"}}.',
    );
  return { type, hyperparameters: { ...method[type]?.hyperparameters }, ...(grader && { grader }) };
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
