import type { ApiError } from './api-error.js';

/** What an error of the API becomes: our code, our words and what to do. */
export interface ErrorWords {
  code: string;
  message: string;
  hint?: string;
}

/** What the words are made from. `said`: OpenAI's own sentence, redacted; empty where there is none. */
export interface ErrorFacts {
  error: ApiError;
  provider: string;
  said: string;
  retryAfterSeconds: number | undefined;
  /** The current model whose name is nearest to the one that was not found. */
  nearestModel: string | undefined;
}

interface Row {
  matches(error: ApiError): boolean;
  words(facts: ErrorFacts): ErrorWords;
}

const codeIs =
  (pattern: RegExp) =>
  ({ code, type }: ApiError): boolean =>
    pattern.test(code) || pattern.test(type);

const statusIs =
  (...wanted: number[]) =>
  ({ status }: ApiError): boolean =>
    status !== undefined && wanted.includes(status);

const either =
  (...tests: Row['matches'][]): Row['matches'] =>
  (error) =>
    tests.some((test) => test(error));

const quoted = (said: string): string => (said === '' ? '.' : `: ${said}`);

/** The first row that matches an error names it. */
export const ERROR_WORDS: readonly Row[] = [
  {
    matches: codeIs(/^(insufficient_quota|credit_balance_exhausted|billing_.+)$/),
    words: ({ provider }) => ({
      code: 'QUOTA_EXHAUSTED',
      message: `The ${provider} account has no credit left, or has reached its spending limit.`,
      hint: 'Add credit or raise the limit in the billing settings of the account; trying again does not help.',
    }),
  },
  {
    matches: codeIs(
      /^(content_policy_violation|image_content_policy_violation|moderation_blocked|content_filter|invalid_prompt)$/,
    ),
    words: ({ provider, said }) => ({
      code: 'CONTENT_REFUSED',
      message: `${provider} refused the content${quoted(said)}`,
      hint: 'Word it differently.',
    }),
  },
  {
    matches: codeIs(/^(context_length_exceeded|context_window_exceeded)$/),
    words: ({ said }) => ({
      code: 'CONTEXT_TOO_LONG',
      message: `The input is longer than the model can read${quoted(said)}`,
      hint: 'Send less, or choose a model that reads more.',
    }),
  },
  {
    matches: codeIs(/^model_not_found$/),
    words: ({ provider, said, nearestModel }) => ({
      code: 'MODEL_NOT_FOUND',
      message: `${provider} has no such model for this key${quoted(said)}`,
      hint: nearestModel
        ? `Did you mean ${nearestModel}? list-models has them all.`
        : 'list-models has them all.',
    }),
  },
  {
    matches: either(codeIs(/^invalid_api_key$/), statusIs(401)),
    words: ({ provider }) => ({
      code: 'API_KEY_INVALID',
      message: `${provider} does not accept the API key.`,
      hint: 'Set OPENAI_API_KEY to a valid key and restart the server.',
    }),
  },
  {
    matches: either(codeIs(/^(rate_limit_exceeded|rate_limit_error|slow_down)$/), statusIs(429)),
    words: ({ provider, retryAfterSeconds }) => ({
      code: 'RATE_LIMITED',
      message: `${provider} takes no more requests for now (rate limit).`,
      hint: retryAfterSeconds === undefined ? 'Try again later.' : `Try again in ${retryAfterSeconds} s.`,
    }),
  },
  {
    matches: statusIs(403),
    words: ({ provider, said }) => ({
      code: 'API_PERMISSION_DENIED',
      message: `The API key may not do this at ${provider}${quoted(said)}`,
      hint: 'Give the key the permission, or use another key.',
    }),
  },
  {
    matches: statusIs(404),
    words: ({ provider, said }) => ({
      code: 'UPSTREAM_NOT_FOUND',
      message: `${provider} found nothing${quoted(said)}`,
    }),
  },
  {
    matches: either(
      ({ status = 0 }) => status >= 500 || status === 408,
      codeIs(/^(server_error|internal_error|api_error|overloaded_error)$/),
    ),
    words: ({ provider, error: { status } }) => ({
      code: 'UPSTREAM_FAILED',
      message: `${provider} failed${status === undefined ? '' : ` (status ${status})`}.`,
      hint: 'Try again later; status.openai.com tells of outages.',
    }),
  },
  {
    matches: ({ status = 0 }) => status >= 400,
    words: ({ provider, said, error: { status, param } }) => ({
      code: 'UPSTREAM_REJECTED',
      message: `${provider} rejected the request (status ${status})${quoted(said)}`,
      ...(param && { hint: `Mend \`${param}\`.` }),
    }),
  },
  {
    matches: ({ status = 0 }) => status > 0,
    words: ({ provider, error: { status } }) => ({
      code: 'UPSTREAM_INVALID_RESPONSE',
      message: `${provider} answered with status ${status}, which is no answer.`,
      hint: 'Check openai.baseURL; redirects are not followed.',
    }),
  },
  {
    matches: ({ name }) => name.startsWith('APIUserAbortError'),
    words: () => ({ code: 'CANCELLED', message: 'The request was cancelled before its answer had come.' }),
  },
  {
    matches: ({ name }) => name.startsWith('APIConnectionTimeoutError'),
    words: ({ provider }) => ({
      code: 'UPSTREAM_TIMEOUT',
      message: `${provider} did not answer in time.`,
      hint: 'Try again.',
    }),
  },
  {
    matches: ({ name }) => name.startsWith('APIConnectionError'),
    words: ({ provider }) => ({
      code: 'UPSTREAM_CONNECTION_LOST',
      message: `The connection to ${provider} broke.`,
      hint: 'Try again.',
    }),
  },
  {
    matches: () => true,
    words: ({ provider, said }) => ({
      code: 'UPSTREAM_FAILED',
      message: `${provider} broke off its answer${quoted(said)}`,
      hint: 'Try again.',
    }),
  },
];
