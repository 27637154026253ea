import type { Client } from '@modelcontextprotocol/client';

/** How the person at the client answers a question: always the same, or as a function of the question. */
export type PersonAnswer = 'accept' | 'decline' | ((question: string) => 'accept' | 'decline' | 'cancel');

/** Puts a person behind a client that says it can ask one. */
export function seatPerson(client: Client, answer: PersonAnswer): void {
  client.setRequestHandler('elicitation/create', ({ params }) => {
    const action = typeof answer === 'function' ? answer(params.message) : answer;
    return action === 'accept' ? { action, content: { ok: true } } : { action };
  });
}
