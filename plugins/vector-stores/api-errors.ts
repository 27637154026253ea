import { isEndpointMissing, ToolError } from 'openai-mcp-host/plugin';

/** The error codes that the tools of vector stores share, each with when it happens. */
export const STORE_ERRORS = {
  VECTOR_STORE_UNKNOWN: 'OpenAI has no such vector store.',
  VECTOR_STORES_MISSING: 'The provider has no vector stores.',
};

const statusOf = (error: unknown): unknown => Reflect.get(Object(error), 'status');

const wordsOf = (error: unknown): string | undefined => {
  const message: unknown = Reflect.get(Object(Reflect.get(Object(error), 'error')), 'message');
  return typeof message === 'string' ? message : undefined;
};

/** @returns what the API answers about a store, or the error in words of ours. */
export async function asked<T>(answer: Promise<T>, store?: string): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (isEndpointMissing(error))
      throw new ToolError(
        'VECTOR_STORES_MISSING',
        'This provider has no vector stores.',
        'Use OpenAI or Azure OpenAI; index-documents and semantic-search keep an index of our own.',
        { cause: error },
      );
    if (statusOf(error) !== 404) throw error;
    if (store !== undefined && wordsOf(error)?.includes(store))
      throw new ToolError(
        'VECTOR_STORE_UNKNOWN',
        `OpenAI has no vector store ${store.slice(0, 80)} for this key: it was deleted, or belongs to another project.`,
        'list-vector-stores shows those that there are.',
        { cause: error },
      );
    if (!/file/i.test(wordsOf(error) ?? '')) throw error;
    throw new ToolError(
      'FILE_ID_UNKNOWN',
      `OpenAI has not got every file of the call: ${wordsOf(error)}`,
      'list-files shows those that there are.',
      { cause: error },
    );
  }
}
