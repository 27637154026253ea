import { type JsonSchema, ToolError } from 'openai-mcp-host/plugin';
import { isObject, type Loose } from './loose.js';

/** A function that the model may call. */
export interface FunctionSpec {
  name: string;
  description?: string;
  parameters?: JsonSchema;
  strict?: boolean;
}

/** Whether, or which, function the model must call. */
export type FunctionChoice = 'auto' | 'none' | 'required' | { name: string };

/** A function call as the model wrote it. */
export interface FunctionCall {
  id: string;
  name: string;
  /** JSON, if the model did well. */
  arguments: string;
}

/** What listings show of functions; {@link functionSpecs} sees to the rest. */
export const FUNCTIONS: JsonSchema = { type: 'array', items: { type: 'object' } };
export const FUNCTION_FORM = '{name, description, parameters: JSON Schema}';
export const CHOICE_FORM = 'auto, none, required or {name}.';

const CHOICES = ['auto', 'none', 'required'];
const isName = (name: unknown) => typeof name === 'string' && /^[\w-]{1,64}$/.test(name);
const invalid = (message: string) =>
  new ToolError('INPUT_INVALID', message, 'Write functions and their choice as in the Chat Completions API.');

/** Functions and function tools, in the forms of either API: `{ type, function: { name, … } }` or `{ name, … }`. */
export function functionSpecs(
  functions: readonly Loose[] = [],
  tools: readonly Loose[] = [],
): FunctionSpec[] {
  const flat = tools.map(({ type: _, ...rest }) => (isObject(rest.function) ? rest.function : rest));
  const faults = [
    ...tools.flatMap(({ type }, index) =>
      type === 'function' ? [] : [`tools[${index}].type must be function`],
    ),
    ...flat.flatMap((spec, index) => specFaults(spec, `tools[${index}]`)),
    ...functions.flatMap((spec, index) => specFaults(spec, `functions[${index}]`)),
  ];
  if (faults.length > 0) throw invalid(`${faults.slice(0, 20).join('; ')}.`);
  return [...flat, ...functions] as unknown as FunctionSpec[];
}

function specFaults({ name, description, parameters, strict, ...others }: Loose, at: string): string[] {
  const rules: [boolean, string][] = [
    [isName(name), `${at}.name must be 1 to 64 letters, digits, _ or -`],
    [description === undefined || typeof description === 'string', `${at}.description must be a string`],
    [parameters === undefined || isObject(parameters), `${at}.parameters must be a JSON Schema`],
    [
      strict === undefined || strict === null || typeof strict === 'boolean',
      `${at}.strict must be true or false`,
    ],
    ...Object.keys(others).map((key): [boolean, string] => [false, `${at}.${key} is unknown`]),
  ];
  return rules.flatMap(([holds, fault]) => (holds ? [] : [fault]));
}

/** The choice of a function in any of the forms that OpenAI's APIs have had, checked against the functions there are. */
export function choiceOf(choice: unknown, functions: readonly FunctionSpec[]): FunctionChoice | undefined {
  if (choice === undefined) return undefined;
  const named = isObject(choice)
    ? (choice.name ?? (isObject(choice.function) && choice.function.name))
    : undefined;
  if (!CHOICES.includes(choice as string) && !isName(named)) throw invalid(`A choice must be ${CHOICE_FORM}`);
  if (functions.length === 0) {
    if (choice === 'auto' || choice === 'none') return undefined;
    throw invalid('A function call is demanded, but there are no functions.');
  }
  if (named === undefined) return choice as FunctionChoice;
  if (functions.some((one) => one.name === named)) return { name: named as string };
  throw invalid(`There is no function ${named}; there are: ${functions.map((one) => one.name).join(', ')}.`);
}
