/** The operations of GenAI's conventions, by what the path begins with; the first that fits holds. */
const OPERATIONS: readonly (readonly [RegExp, string])[] = [
  [/^\/(responses|chat\/completions)(\/|$)/, 'chat'],
  [/^\/embeddings$/, 'embeddings'],
  [/^\/completions$/, 'text_completion'],
  [/^\/(images|audio)\//, 'generate_content'],
  [/^\/vector_stores\/[^/]+\/search$/, 'retrieval'],
];
/** What else there is, under its own name. */
const OTHERS =
  /^\/(moderations|models|files|uploads|batches|fine_tuning|vector_stores|assistants|conversations|containers|organization)(?=\/|$)/;

/** What a request does, in the words of GenAI's conventions as far as they have one. */
export const operationOf = (endpoint: string): string =>
  OPERATIONS.find(([path]) => path.test(endpoint))?.[1] ?? OTHERS.exec(endpoint)?.[1] ?? 'other';

/** Which of OpenAI's two interfaces for text it goes over, in the words of the conventions. */
export const textApiOf = (endpoint: string): string | undefined =>
  endpoint.startsWith('/responses')
    ? 'responses'
    : endpoint === '/chat/completions'
      ? 'chat_completions'
      : undefined;
