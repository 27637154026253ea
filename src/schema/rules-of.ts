import { getMetadataStorage } from 'class-validator';
import type { Shape } from '../plugin-api/json-schema.js';

type RecordedRule = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];

/** One class-validator rule on one property. `refusal`: why it can't be in a schema whatever its name. */
export interface PropertyRule {
  property: string;
  name: string;
  constraints: readonly unknown[];
  each: boolean;
  refusal?: string;
}

/** ArrayUnique does not record the function that it compares by; two empty objects are told apart only without one. */
function comparesByFunction({ name, constraintCls }: RecordedRule): boolean {
  if (name !== 'arrayUnique') return false;
  try {
    return !Reflect.construct(constraintCls, []).validate([{}, {}]);
  } catch {
    return true;
  }
}

function refusalOf(rule: RecordedRule): string | undefined {
  if (rule.groups?.length) return `in the groups ${rule.groups.join(', ')}`;
  if (rule.validateIf) return 'with validateIf';
  if (comparesByFunction(rule)) return 'with a function to compare by';
  return undefined;
}

const nameOf = (rule: RecordedRule) => rule.name ?? (rule.constraintCls?.name || rule.type);

const known = new WeakMap<Shape, PropertyRule[]>();

/** The class-validator rules of a class, its ancestors' included. Kept, as class-validator searches all its classes. */
export function rulesOf(shape: Shape): PropertyRule[] {
  let rules = known.get(shape);
  if (!rules) {
    rules = read(shape);
    known.set(shape, rules);
  }
  return rules;
}

export const forgetRules = (shape: Shape): boolean => known.delete(shape);

const read = (shape: Shape): PropertyRule[] =>
  getMetadataStorage()
    .getTargetValidationMetadatas(shape, '', true, false)
    .map((rule) => ({
      property: rule.propertyName,
      name: nameOf(rule),
      constraints: rule.constraints ?? [],
      each: rule.each ?? false,
      refusal: refusalOf(rule),
    }));

/** The value that `@Equals` fixes a property to; undefined where nothing does. */
export const fixedValueOf = (shape: Shape, property: string): unknown =>
  rulesOf(shape).find((rule) => rule.property === property && rule.name === 'equals')?.constraints[0];
