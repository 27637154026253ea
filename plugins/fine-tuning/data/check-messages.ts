import { checkContent } from './check-content.js';
import { isRecord, type Json } from './example-parts.js';
import type { Report } from './faults.js';

const ROLES = ['system', 'developer', 'user', 'assistant', 'tool', 'function'];
const KEYS = new Set([
  ...['role', 'content', 'name', 'weight', 'tool_calls', 'tool_call_id', 'function_call', 'refusal'],
]);

/** Messages in OpenAI's chat format, by themselves and in their order. `where` is such as `messages`. */
export function checkMessages(
  value: unknown,
  where: string,
  tools: ReadonlySet<string> | undefined,
  report: Report,
): Json[] {
  if (!Array.isArray(value) || value.length === 0) {
    report.error(
      'messages-missing',
      `\`${where}\` is no list of messages.`,
      'Give a list of {"role", "content"} with at least one message.',
    );
    return [];
  }
  const messages = value.filter(isRecord);
  if (messages.length < value.length)
    report.error(
      'message-invalid',
      `\`${where}\` has what is no object.`,
      'Make each a {"role", "content"}.',
    );
  const open = new Set<string>();
  for (const [at, message] of messages.entries())
    checkMessage(message, { place: `${where}[${at}]`, at, open, tools }, report);
  // The last answer may be calls that nobody has answered yet.
  const last = messages.at(-1);
  if (open.size > 0 && last?.role !== 'assistant')
    report.error(
      'tool-call-unanswered',
      `\`${where}\` has tool calls that no \`tool\` message answers: ${[...open].slice(0, 3).join(', ')}.`,
      'Add a {"role": "tool", "tool_call_id"} message for each.',
    );
  return messages;
}

interface Place {
  place: string;
  at: number;
  /** Ids of tool calls that wait for their answer. */
  open: Set<string>;
  tools: ReadonlySet<string> | undefined;
}

function checkMessage(message: Json, { place, at, open, tools }: Place, report: Report): void {
  const { role, weight } = message;
  const unknown = Object.keys(message).filter((key) => !KEYS.has(key));
  if (unknown.length > 0)
    report.error('key-unknown', `\`${place}\` has ${list(unknown)}, which OpenAI refuses.`, 'Remove it.');
  if (typeof role !== 'string' || !ROLES.includes(role)) {
    report.error(
      'role-invalid',
      `\`${place}.role\` is ${JSON.stringify(role) ?? 'missing'}.`,
      `Make it one of ${ROLES.join(', ')}.`,
    );
    return;
  }
  if ((role === 'system' || role === 'developer') && at > 0)
    report.warn(
      'system-not-first',
      `\`${place}\` is a ${role} message in the middle.`,
      'Put it first, as it will be when the model is used.',
    );
  if (open.size > 0 && role !== 'tool' && role !== 'function') {
    report.error(
      'tool-call-unanswered',
      `\`${place}\` comes before the answers to the tool calls ${[...open].slice(0, 3).join(', ')}.`,
      'Put the `tool` messages right after the calls.',
    );
    open.clear();
  }
  if (weight !== undefined && (role !== 'assistant' || (weight !== 0 && weight !== 1)))
    report.error(
      'weight-invalid',
      `\`${place}.weight\` is ${JSON.stringify(weight)}${role === 'assistant' ? '' : ` on a ${role} message`}.`,
      'Only assistant messages have a weight: 0 or 1.',
    );
  if (role === 'tool') checkAnswer(message, place, open, report);
  if (role === 'assistant') checkCalls(message, place, open, tools, report);
  checkContent(message, place, report);
}

function checkAnswer({ tool_call_id: id }: Json, place: string, open: Set<string>, report: Report): void {
  if (typeof id === 'string' && open.delete(id)) return;
  report.error(
    'tool-call-unknown',
    `\`${place}\` answers ${JSON.stringify(id) ?? 'no'} tool call, which the message before it does not make.`,
    'Give the id of a call in the assistant message before as `tool_call_id`.',
  );
}

function checkCalls(
  { tool_calls: calls }: Json,
  place: string,
  open: Set<string>,
  tools: ReadonlySet<string> | undefined,
  report: Report,
): void {
  if (calls === undefined) return;
  if (!Array.isArray(calls) || calls.length === 0) {
    report.error(
      'tool-call-invalid',
      `\`${place}.tool_calls\` is no list of calls.`,
      'Give calls, or leave it out.',
    );
    return;
  }
  for (const call of calls) {
    const { id, type, function: called } = isRecord(call) ? call : ({} as Json);
    const { name, arguments: given } = isRecord(called) ? called : ({} as Json);
    if (typeof id !== 'string' || type !== 'function' || typeof name !== 'string') {
      report.error(
        'tool-call-invalid',
        `\`${place}.tool_calls\` has a call without id, type or name.`,
        'Write {"id", "type": "function", "function": {"name", "arguments"}}.',
      );
      continue;
    }
    open.add(id);
    if (!isJsonText(given))
      report.error(
        'arguments-invalid',
        `The arguments of ${name} in \`${place}\` are no JSON text.`,
        'Give them as a string that holds a JSON object.',
      );
    if (tools !== undefined && !tools.has(name))
      report.error(
        'tool-undefined',
        `\`${place}\` calls ${name}, which \`tools\` does not define.`,
        'Define it in `tools` of the example.',
      );
    if (tools === undefined)
      report.warn(
        'tools-missing',
        `\`${place}\` calls ${name}, but the example has no \`tools\`.`,
        'Give the definitions that the model will see when it is used.',
      );
  }
}

function isJsonText(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    return isRecord(JSON.parse(value));
  } catch {
    return false;
  }
}

const list = (names: readonly string[]): string =>
  names
    .slice(0, 5)
    .map((name) => `\`${name}\``)
    .join(', ');
