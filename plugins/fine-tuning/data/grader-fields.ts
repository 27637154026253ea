import { isRecord, type Json } from './example-parts.js';
import type { Report } from './faults.js';

const TEMPLATE = /\{\{\s*item\.([\w.]+)\s*\}\}/g;

/** The fields of an example that a grader's templates refer to, such as `reference_answer` by `{{ item.reference_answer }}`. */
export function fieldsOf(grader: object | undefined): readonly string[] {
  const texts = JSON.stringify(grader ?? {});
  return [...new Set([...texts.matchAll(TEMPLATE)].map(([, path]) => path!))];
}

/** What of an example a grader would not find. */
export function checkGraderFields(example: Json, fields: readonly string[], report: Report): void {
  const missing = fields.filter((path) => valueAt(example, path) === undefined);
  if (missing.length > 0)
    report.error(
      'grader-field-missing',
      `The grader refers to ${missing.map((path) => `\`item.${path}\``).join(', ')}, which the example does not have.`,
      'Add the field beside `messages`, or mend the template of the grader.',
    );
}

function valueAt(example: Json, path: string): unknown {
  let value: unknown = example;
  for (const name of path.split('.')) {
    if (Array.isArray(value)) value = value[Number(name)];
    else value = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return value;
}
