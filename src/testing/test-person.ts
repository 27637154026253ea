import type { Client } from '@modelcontextprotocol/client';

/** What a person does with a question: agrees, refuses, closes it, or fills in its fields. */
export type PersonReply = 'accept' | 'decline' | 'cancel' | Readonly<Record<string, unknown>>;

/**
 * How the person at the client answers: always the same, or as a function of the question. Fields are what `call.ask`
 * gets; `accept` leaves the defaults as they are, and fails the call where a field without one is asked for.
 *
 * @param form the JSON Schema of the fields that are asked for.
 */
export type PersonAnswer = PersonReply | ((question: string, form: Record<string, unknown>) => PersonReply);

type Content = Record<string, string | number | boolean | string[]>;

interface Form {
  properties: Record<string, { default?: unknown }>;
  required?: string[] | undefined;
}

/** Puts a person behind a client that says it can ask one. */
export function seatPerson(client: Client, answer: PersonAnswer): void {
  client.setRequestHandler('elicitation/create', ({ params }) => {
    const form = 'requestedSchema' in params ? params.requestedSchema : { properties: {} };
    const reply = typeof answer === 'function' ? answer(params.message, form) : answer;
    if (reply === 'decline' || reply === 'cancel') return { action: reply };
    const content = reply === 'accept' ? accepted(params.message, form) : (reply as Content);
    return { action: 'accept', content };
  });
}

/** A form as it stands, which a tool would put again and again if it asks for more. */
function accepted(question: string, { properties, required = [] }: Form): Content {
  const defaults = Object.entries(properties).filter(([, field]) => field.default !== undefined);
  const filled = Object.fromEntries(defaults.map(([name, field]) => [name, field.default])) as Content;
  const missing = required.filter((name) => !Object.hasOwn(filled, name));
  if (missing.length === 0) return filled;
  throw new Error(`"${question}" asks for ${missing.join(', ')}. Answer with fields: { ${missing[0]}: … }.`);
}
