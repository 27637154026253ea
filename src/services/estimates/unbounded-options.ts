import { UnknownCost } from './unknown-cost.js';

type Json = Record<string, unknown>;

const modeOf = ({ reasoning }: Json): unknown =>
  typeof reasoning === 'object' && reasoning !== null ? Reflect.get(reasoning, 'mode') : undefined;

/** @throws UnknownCost for options of a text request that let it cost any amount. */
export function refuseUnbounded(json: Json): void {
  if (modeOf(json) === 'pro')
    throw new UnknownCost(
      'How much reasoning mode pro bills has no published bound.',
      'Leave reasoning.mode out.',
    );
  if (Array.isArray(json.context_management) && json.context_management.length > 0)
    throw new UnknownCost(
      'What compacting a context costs has no published bound.',
      'Leave context_management out.',
    );
}
