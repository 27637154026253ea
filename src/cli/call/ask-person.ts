import type { CallRequest } from '../../host/passage.js';

type Answer = 'accepted' | 'declined';

/** Puts a tool's question to the person at the terminal; without a terminal the tool learns that nobody can be asked. */
export function createAsk(): { listener: Pick<CallRequest, 'ask'>; put(question: string): Promise<void> } {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return { listener: {}, put: async () => {} };
  const answers = new Map<string, Answer>();
  return {
    listener: { ask: (question) => answers.get(question) },
    async put(question) {
      const { createInterface } = await import('node:readline/promises');
      const terminal = createInterface({ input: process.stdin, output: process.stderr });
      const answer = await terminal.question(`${question} [y/N] `);
      terminal.close();
      answers.set(question, /^y(es)?$/i.test(answer.trim()) ? 'accepted' : 'declined');
    },
  };
}
