import type { Client } from '@modelcontextprotocol/client';

/** What the client's own model says to `call.sample`: always the same, or as a function of the prompt. */
export type SampleAnswer = string | ((prompt: string) => string);

/** Puts a model behind a client that says it has one. */
export function seatModel(client: Client, answer: SampleAnswer): void {
  client.setRequestHandler('sampling/createMessage', ({ params }) => {
    const said = params.messages.flatMap(({ content }) => content);
    const prompt = said.map((block) => (block.type === 'text' ? block.text : '')).join('\n');
    const text = typeof answer === 'function' ? answer(prompt) : answer;
    return { role: 'assistant', content: { type: 'text', text }, model: 'test-model' };
  });
}
