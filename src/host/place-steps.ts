import { closest } from '../contracts/closest.js';
import { type Fault, FaultError } from '../contracts/fault.js';
import type { CatalogueStep } from './catalogue.js';

/** The host's own steps, outermost first. */
export const HOST_STEPS = ['fit', 'answer', 'find', 'validate', 'run'] as const;

export type HostStepName = (typeof HOST_STEPS)[number];

/** A plugin's step before it has its place. */
export interface UnplacedStep {
  plugin: string;
  step: CatalogueStep;
}

/** Plugins have their steps between these: there the tool is known, and errors are put into words. */
const FIRST = HOST_STEPS.indexOf('find');
const LAST = HOST_STEPS.indexOf('run');

const indexInHost = (name: string) => HOST_STEPS.indexOf(name as HostStepName);

/**
 * Every step of a call in its order. Steps that ask for the same place stand in the order in which they come.
 *
 * @throws FaultError with every step whose name is taken, or that asks for a place that there is not.
 */
export function placeSteps<S extends UnplacedStep>(steps: readonly S[]): (HostStepName | S)[] {
  const named = new Map<string, S>();
  const faults: Fault[] = [];
  for (const each of steps) {
    const { name } = each.step;
    const owner = indexInHost(name) >= 0 ? 'the host' : named.get(name)?.plugin;
    if (owner === undefined) named.set(name, each);
    else faults.push(faultOf(each, 'STEP_NAME_TAKEN', `is named like one of ${owner}.`, 'Rename it.'));
  }
  for (const each of named.values()) faults.push(...unknownPlaces(each, [...named.keys()]));
  if (faults.length > 0) throw new FaultError(faults);
  return inOrder([...named.values()]);
}

function faultOf({ plugin, step }: UnplacedStep, code: string, says: string, hint: string): Fault {
  return { plugin, code, message: `The step ${step.name} ${says}`, hint };
}

function unknownPlaces(each: UnplacedStep, names: readonly string[]): Fault[] {
  const { before, after } = each.step;
  const fault = (where: string, name: string) => {
    const code = 'STEP_PLACE_UNKNOWN';
    if (indexInHost(name) >= 0)
      return faultOf(
        each,
        code,
        `can't stand ${where} ${name}.`,
        'Plugins have their steps from after find to before run.',
      );
    const known = [...HOST_STEPS.slice(FIRST), ...names];
    const near = closest(name, known);
    const hint = near === undefined ? `Name one of: ${known.join(', ')}.` : `Did you mean ${near}?`;
    return faultOf(each, code, `wants to stand ${where} ${name}, and there is no such step.`, hint);
  };
  const faults: Fault[] = [];
  if (before !== undefined && !names.includes(before) && indexInHost(before) <= FIRST)
    faults.push(fault('before', before));
  const afterIndex = indexInHost(after ?? '');
  if (after !== undefined && !names.includes(after) && (afterIndex < FIRST || afterIndex >= LAST))
    faults.push(fault('after', after));
  return faults;
}

/** Each step is put beside the one that it names, once that one has its place. */
function inOrder<S extends UnplacedStep>(steps: readonly S[]): (HostStepName | S)[] {
  const order: (HostStepName | S)[] = [...HOST_STEPS];
  const waiting = new Set(steps);
  for (let before = Number.POSITIVE_INFINITY; waiting.size < before; ) {
    before = waiting.size;
    for (const each of waiting) {
      const index = placeOf(each, order);
      if (index === undefined) continue;
      order.splice(index, 0, each);
      waiting.delete(each);
    }
  }
  if (waiting.size === 0) return order;
  throw new FaultError(
    [...waiting].map((each) => {
      const { before, after } = each.step;
      const wish = [before && `before ${before}`, after && `after ${after}`].filter(Boolean).join(' and ');
      const says = `can't stand ${wish}: these steps wait for each other, or stand the other way round.`;
      return faultOf(each, 'STEP_ORDER_IMPOSSIBLE', says, 'Take a `before` or an `after` away.');
    }),
  );
}

/** Where a step may be put among those that have their places; undefined while there is none. */
function placeOf(
  { step }: UnplacedStep,
  order: readonly (HostStepName | UnplacedStep)[],
): number | undefined {
  const { after } = step;
  const before = step.before ?? (after === undefined ? 'run' : undefined);
  const indexOf = (name: string) =>
    order.findIndex((each) => (typeof each === 'string' ? each : each.step.name) === name);
  const left = after === undefined ? 0 : indexOf(after);
  const right = before === undefined ? order.length : indexOf(before);
  if (left < 0 || left >= right) return undefined;
  if (before !== undefined) return right;
  const behind = order
    .slice(left + 1)
    .findIndex((each) => typeof each === 'string' || each.step.after !== after);
  return left + 1 + behind;
}
