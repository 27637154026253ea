import { isRecord } from './example-parts.js';
import type { Report } from './faults.js';

const NAME = /^[\w-]{1,64}$/;

/** The names of the functions that an example defines; undefined where it defines none. */
export function checkTools(tools: unknown, where: string, report: Report): ReadonlySet<string> | undefined {
  if (tools === undefined) return undefined;
  const names = new Set<string>();
  if (!Array.isArray(tools)) {
    report.error('tools-invalid', `\`${where}\` is no list.`, 'Give a list of function definitions.');
    return names;
  }
  for (const [at, tool] of tools.entries()) {
    const definition = isRecord(tool) && tool.type === 'function' ? tool.function : undefined;
    const { name, parameters } = isRecord(definition) ? definition : {};
    if (typeof name !== 'string' || !NAME.test(name)) {
      report.error(
        'tools-invalid',
        `\`${where}[${at}]\` is no function with a name of letters, digits, _ and -.`,
        'Write {"type": "function", "function": {"name", "description", "parameters"}}.',
      );
      continue;
    }
    names.add(name);
    if (parameters !== undefined && !isRecord(parameters))
      report.error(
        'tools-invalid',
        `The parameters of ${name} in \`${where}\` are no JSON Schema.`,
        'Give an object such as {"type": "object", "properties": {}}.',
      );
  }
  return names;
}
