import type { Interface } from 'node:readline/promises';
import type { PersonQuestion, Question, Reply, Respondent } from '../../host/question.js';
import type { JsonSchema } from '../../plugin-api/json-schema.js';
import type { ClientCapability } from '../../plugin-api/tool-call.js';
import { remark as printRemark } from '../print.js';

/** The person at the terminal; without a terminal the tool learns that nobody can be asked. */
export class TerminalRespondent implements Respondent {
  private readonly replies = new Map<string, Reply>();

  can(capability: ClientCapability): boolean {
    return capability === 'elicitation' && process.stdin.isTTY && process.stderr.isTTY;
  }

  replyTo(question: Question): Reply | undefined {
    return this.replies.get(keyOf(question));
  }

  async put(question: Question): Promise<void> {
    if (question.capability !== 'elicitation') return;
    const { createInterface } = await import('node:readline/promises');
    const terminal = createInterface({ input: process.stdin, output: process.stderr });
    const answer = question.name === 'confirm' ? agreement : fill;
    const reply = await answer(terminal, question).catch(closed);
    terminal.close();
    this.replies.set(keyOf(question), reply);
  }
}

/** Ctrl-C and Ctrl-D close the question, not the program. */
function closed(error: Error): Reply {
  if (error.name === 'AbortError') return { action: 'cancel' };
  throw error;
}

const keyOf = (question: Question): string => JSON.stringify({ ...question, remark: undefined });

async function agreement(terminal: Interface, { message }: PersonQuestion): Promise<Reply> {
  const answer = await terminal.question(`${message} [y/N] `);
  return { action: /^y(es)?$/i.test(answer.trim()) ? 'accept' : 'decline' };
}

async function fill(terminal: Interface, { message, remark: why, form }: PersonQuestion): Promise<Reply> {
  printRemark(why === undefined ? message : `${message}\n${why}`);
  const content: Record<string, unknown> = {};
  for (const [name, field] of Object.entries((form.properties ?? {}) as Record<string, JsonSchema>)) {
    const typed = (await terminal.question(promptFor(name, field))).trim();
    if (typed !== '') content[name] = readTyped(typed, field);
  }
  return { action: 'accept', content };
}

function promptFor(name: string, field: JsonSchema): string {
  const { title, description, default: standard } = field;
  const choices = choicesOf(field);
  const hints = [
    ...(choices === undefined ? [] : [choices.join(' | ')]),
    ...(standard === undefined || `${standard}` === '' ? [] : [`default: ${standard}`]),
  ];
  const label = String(title ?? description ?? name).replace(/\.$/, '');
  return `  ${label}${hints.length > 0 ? ` (${hints.join('; ')})` : ''}: `;
}

function choicesOf({ enum: choices, oneOf, items }: JsonSchema): unknown[] | undefined {
  if (Array.isArray(choices)) return choices;
  const titled = oneOf ?? (items as JsonSchema | undefined)?.anyOf;
  if (Array.isArray(titled)) return titled.map((choice: { const: unknown }) => choice.const);
  return items === undefined ? undefined : choicesOf(items as JsonSchema);
}

/** What is typed where a number or a yes is wanted; what is neither goes back to the tool's check as it is. */
function readTyped(typed: string, { type }: JsonSchema): unknown {
  if (type === 'array') return typed.split(',').map((part) => part.trim());
  if (type === 'boolean' && /^(y(es)?|true)$/i.test(typed)) return true;
  if (type === 'boolean' && /^(no?|false)$/i.test(typed)) return false;
  return type !== 'string' && Number.isFinite(Number(typed)) ? Number(typed) : typed;
}
