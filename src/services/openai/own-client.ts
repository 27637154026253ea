import type { ErrorTranslator } from '../../contracts/error-translator.js';
import { ToolError } from '../../plugin-api/tool-error.js';

/** What the SDK says where it is made without a key. */
const NO_KEY = /^Missing credentials\. Please pass an `apiKey`/;

/** Explains why a plugin's own client has no key. */
export const explainOwnClient: ErrorTranslator = (error) =>
  error instanceof Error && NO_KEY.test(error.message)
    ? new ToolError(
        'OWN_CLIENT_WITHOUT_KEY',
        'The plugin makes an OpenAI client of its own, which has no API key: plugins find none in the environment.',
        'Tell its author to take OpenAIClient in the constructor: it has the key, and what it sends is counted and kept within the budget.',
        { cause: error },
      )
    : undefined;
