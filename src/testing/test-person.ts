import type { Client } from '@modelcontextprotocol/client';

/** What a person does with a question: agrees, refuses, closes it, or fills in its fields. */
export type PersonReply = 'accept' | 'decline' | 'cancel' | Readonly<Record<string, unknown>>;

/**
 * How the person at the client answers: always the same, or as a function of the question. Fields are what `call.ask`
 * gets; `accept` fills in nothing but the defaults.
 *
 * @param form the JSON Schema of the fields that are asked for.
 */
export type PersonAnswer = PersonReply | ((question: string, form: Record<string, unknown>) => PersonReply);

type Content = Record<string, string | number | boolean | string[]>;

/** Puts a person behind a client that says it can ask one. */
export function seatPerson(client: Client, answer: PersonAnswer): void {
  client.setRequestHandler('elicitation/create', ({ params }) => {
    const form = 'requestedSchema' in params ? params.requestedSchema : { properties: {} };
    const reply = typeof answer === 'function' ? answer(params.message, form) : answer;
    if (reply === 'decline' || reply === 'cancel') return { action: reply };
    const content = reply === 'accept' ? defaultsOf(form.properties) : (reply as Content);
    return { action: 'accept', content };
  });
}

function defaultsOf(fields: Record<string, { default?: unknown }>): Content {
  const filled = Object.entries(fields).filter(([, field]) => field.default !== undefined);
  return Object.fromEntries(filled.map(([name, field]) => [name, field.default])) as Content;
}
