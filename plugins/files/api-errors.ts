import { isEndpointMissing, ToolError } from 'openai-mcp-host/plugin';

/** The error codes that the tools of files share, each with when it happens. */
export const FILE_ERRORS = {
  FILE_ID_UNKNOWN: 'OpenAI has no such file.',
  FILES_API_MISSING: 'The provider keeps no files.',
};

export const statusOf = (error: unknown): number | undefined => {
  const status: unknown = Reflect.get(Object(error), 'status');
  return typeof status === 'number' ? status : undefined;
};

/** @returns what the API answers, or the error in words of ours. */
export async function asked<T>(answer: Promise<T>, id?: string): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (isEndpointMissing(error))
      throw new ToolError(
        'FILES_API_MISSING',
        'This provider has no Files API.',
        'Use OpenAI or Azure OpenAI; tools that read documents take paths and URLs, too.',
        { cause: error },
      );
    if (id === undefined || statusOf(error) !== 404) throw error;
    throw new ToolError(
      'FILE_ID_UNKNOWN',
      `OpenAI has no file ${id.slice(0, 80)} for this key: it was deleted, has expired, or belongs to another project.`,
      'list-files shows those that there are.',
      { cause: error },
    );
  }
}
