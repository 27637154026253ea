import type { DefinedError, ErrorObject } from 'ajv/dist/2020.js';
import type { JsonSchema } from '../plugin-api/json-schema.js';
import { sentence } from './sentence.js';
import { isOfType, listed, oneOf, pathOf, type Resolve, shown, step, typeOf } from './wording.js';

const MOST = 20;

/** Checks a part of a value against a part of the schema; the errors, none where it fits. */
export type PartCheck = (part: JsonSchema, value: unknown) => readonly ErrorObject[];

const isUnion = ({ keyword }: ErrorObject) => keyword === 'anyOf' || keyword === 'oneOf';

/** Without the errors of a union's branches: Ajv puts them right before the union's own. */
function outermost(errors: readonly ErrorObject[]): ErrorObject[] {
  const kept: ErrorObject[] = [];
  let union: string | undefined;
  for (const error of errors.toReversed()) {
    const path = error.instancePath;
    if (union !== undefined && (path === union || path.startsWith(`${union}/`))) continue;
    union = isUnion(error) ? path : undefined;
    kept.push(error);
  }
  return kept.reverse();
}

interface Branch {
  /** As it stands in the schema. */
  part: JsonSchema;
  /** The same with its reference followed. */
  schema: JsonSchema;
}

function branchesOf({ schema }: ErrorObject, resolve: Resolve): Branch[] {
  return (schema as JsonSchema[]).map((part) => ({
    part,
    schema: typeof part.$ref === 'string' ? { ...part, ...resolve(part.$ref) } : part,
  }));
}

const propertiesOf = ({ schema }: Branch) => (schema.properties ?? {}) as Record<string, JsonSchema>;

/** The property that every branch fixes to a value, where there is one. */
function discriminatorOf(branches: readonly Branch[]): string | undefined {
  const [first] = branches;
  return Object.keys(first ? propertiesOf(first) : {}).find((key) =>
    branches.every((branch) => propertiesOf(branch)[key] && 'const' in propertiesOf(branch)[key]!),
  );
}

const requires = ({ schema }: Branch, key: string) => ((schema.required ?? []) as string[]).includes(key);

/** Of several forms that may be meant, that which the value is nearest to. */
const fewest = (several: readonly string[][]) => several.toSorted((a, b) => a.length - b.length)[0]!;

function unionProblems(error: ErrorObject, check: PartCheck, resolve: Resolve): string[] {
  const { data, params, instancePath } = error;
  const path = pathOf(instancePath);
  const place = path || 'input';
  if (params.passingSchemas) return [`${place} fits more than one of its forms`];

  const branches = branchesOf(error, resolve);
  const likely = branches.filter(({ schema }) => isOfType(data, schema, resolve));
  const key = likely.length > 1 ? discriminatorOf(likely) : undefined;
  const isObject = typeof data === 'object' && data !== null;
  if (key !== undefined && isObject) {
    const value = Object.hasOwn(data, key) ? Reflect.get(data, key) : undefined;
    const meant = likely.filter((branch) =>
      value === undefined ? !requires(branch, key) : propertiesOf(branch)[key]?.const === value,
    );
    if (meant.length > 0) return fewest(meant.map((branch) => partProblems(error, branch, check, resolve)));
    const values = [...new Set(likely.map((branch) => propertiesOf(branch)[key]?.const))];
    const choice = `${values.length > 1 ? 'one of ' : ''}${oneOf(values)}`;
    const where = step(path, key);
    return [
      value === undefined
        ? `${where} is required, ${choice}`
        : `${where} must be ${choice} (it is ${shown(value)})`,
    ];
  }
  if (likely.length === 1) return partProblems(error, likely[0]!, check, resolve);
  const is = likely.length > 1 && !isObject ? shown(data) : typeOf(data);
  return [`${place} must be ${listed(error.schema as JsonSchema[], resolve)} (it is ${is})`];
}

function partProblems(
  { data, instancePath }: ErrorObject,
  { part }: Branch,
  check: PartCheck,
  resolve: Resolve,
) {
  const errors = check(part, data).map((error) => ({
    ...error,
    instancePath: instancePath + error.instancePath,
  }));
  return problemsOf(errors, check, resolve);
}

/** Ajv's errors as sentences: each problem once, a union as one, at most 20. */
export function problemsOf(errors: readonly ErrorObject[], check: PartCheck, resolve: Resolve): string[] {
  // What an `if` leads to is said by the errors of its branch.
  const top = outermost(errors).filter(({ keyword }) => keyword !== 'if');
  const problems = new Set<string>();
  let seen = 0;
  for (; seen < top.length && problems.size < MOST; seen++) {
    const error = top[seen]!;
    const found = isUnion(error) ? unionProblems(error, check, resolve) : [sentence(error as DefinedError)];
    for (const problem of found) problems.add(problem);
  }
  const rest = top.length - seen;
  return rest > 0 ? [...problems, `and ${rest} more`] : [...problems];
}
