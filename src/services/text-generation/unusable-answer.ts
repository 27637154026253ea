import { ToolError } from '../../plugin-api/tool-error.js';

export const unreadable = () =>
  new ToolError(
    'UPSTREAM_INVALID_RESPONSE',
    "The provider's answer does not have the form of OpenAI's API.",
    'Try again. If it stays so, check openai.baseURL and openai.api in the config.',
  );

/** @param code OpenAI's own, such as `server_error`. */
export const failed = (code = 'no reason given') =>
  /policy|invalid_prompt|content_filter/.test(code)
    ? new ToolError('CONTENT_REFUSED', `OpenAI refused the content (${code}).`, 'Word it differently.')
    : new ToolError('UPSTREAM_FAILED', `OpenAI gave up on the answer (${code}).`, 'Try again.');
