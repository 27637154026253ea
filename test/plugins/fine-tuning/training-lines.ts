/** A chat of one question and its answer. */
export const chat = (question: string, answer: string, more: object = {}) => ({
  messages: [
    { role: 'system', content: 'Name lighthouses.' },
    { role: 'user', content: question },
    { role: 'assistant', content: answer },
  ],
  ...more,
});

/** As many examples as are wanted, each another. */
export const chats = (count = 50) =>
  Array.from({ length: count }, (_, at) =>
    chat(`Which light is on rock ${at}?`, `Light ${at}, of ${1800 + at}.`),
  );

export const jsonl = (examples: readonly unknown[]): string =>
  examples.map((example) => (typeof example === 'string' ? example : JSON.stringify(example))).join('\n');

/** A training file in which all is well. */
export const trainingLines = (): string => `${jsonl(chats())}\n`;

/** The same as a source that every tool takes. */
export const source = (text: string | Buffer): string =>
  `data:application/jsonl;base64,${Buffer.from(text).toString('base64')}`;
