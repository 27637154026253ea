import { closest } from 'fastest-levenshtein';
import type { ErrorTranslator } from '../../contracts/error-translator.js';
import { ToolError, type ToolErrorFacts } from '../../plugin-api/tool-error.js';
import type { ModelCatalogue } from '../models/model-catalogue.js';
import { type ApiError, apiErrorOf, causesOf } from './api-error.js';
import { ERROR_WORDS } from './error-words.js';
import type { OpenAIProvider } from './openai-provider.js';
import { redact } from './redact.js';
import { toldToWait } from './retry-wait.js';

interface Knowledge {
  provider: OpenAIProvider;
  models: ModelCatalogue;
  /** Never passed on, whoever says them. */
  secrets: readonly (string | undefined)[];
}

// What the SDK throws without a status, by the beginning of its message.
const SENTENCES: readonly [start: string, code: string, message: string, hint: string][] = [
  [
    'Error reading response: malformed',
    'UPSTREAM_INVALID_RESPONSE',
    'sent a stream that is not JSON.',
    'Try again.',
  ],
  [
    'Could not parse response content as the length',
    'OUTPUT_TRUNCATED',
    'stopped at the token limit.',
    'Raise max_tokens.',
  ],
  [
    'Could not parse response content as the request was rejected',
    'CONTENT_REFUSED',
    'refused the content.',
    'Word it differently.',
  ],
];

/** Makes errors of the SDK and of ours into words for the model. */
export function createTranslator({ provider, models, secrets }: Knowledge): ErrorTranslator {
  const nearestTo = ({ message }: ApiError): string | undefined => {
    const asked = /[`'"]([^`'"\s]+)[`'"]/.exec(message)?.[1];
    const current = models.list().filter(({ id, status }) => status === 'current' && id !== asked);
    return asked === undefined || current.length === 0
      ? undefined
      : closest(
          asked,
          current.map(({ id }) => id),
        );
  };

  const wordsFor = (error: ApiError, cause: unknown): ToolError => {
    const wait = error.headers && toldToWait(Object.fromEntries(error.headers));
    const retryAfterSeconds = wait === undefined ? undefined : Math.ceil(wait / 1000);
    const sentence = redact(error.message, secrets);
    const nearestModel = error.code === 'model_not_found' ? nearestTo(error) : undefined;
    const said = sentence === '' ? '.' : `: ${sentence}`;
    const words = { ...error, provider: provider.name, said, retryAfterSeconds, nearestModel };
    const { code, message, hint } = ERROR_WORDS.find(({ matches }) => matches(error))!;
    const facts: ToolErrorFacts = { cause };
    if (retryAfterSeconds !== undefined) facts.retryAfterSeconds = retryAfterSeconds;
    if (error.requestId !== undefined) facts.requestId = error.requestId;
    return new ToolError(code, message(words), hint(words), facts);
  };

  return (error) => {
    for (const cause of causesOf(error)) if (ToolError.is(cause)) return cause;
    for (const cause of causesOf(error)) {
      const known = apiErrorOf(cause);
      if (known !== undefined) return wordsFor(known, error);
      const sentence = cause instanceof Error && SENTENCES.find(([start]) => cause.message.startsWith(start));
      if (sentence)
        return new ToolError(sentence[1], `${provider.name} ${sentence[2]}`, sentence[3], { cause: error });
    }
    return undefined;
  };
}
