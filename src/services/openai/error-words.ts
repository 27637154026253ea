import type { ApiError } from './api-error.js';

/** What the words are made from. */
export interface ErrorFacts extends ApiError {
  provider: string;
  /** The API's own sentence after a colon, redacted; a full stop where there is none. */
  said: string;
  retryAfterSeconds: number | undefined;
  /** The current model whose name is nearest to the one that was not found. */
  nearestModel: string | undefined;
}

interface Row {
  matches(error: ApiError): boolean;
  code: string;
  message(facts: ErrorFacts): string;
  hint(facts: ErrorFacts): string | undefined;
}

type Words = (facts: ErrorFacts) => string | undefined;

const row = (matches: Row['matches'], code: string, message: Row['message'], hint?: string | Words): Row => ({
  matches,
  code,
  message,
  hint: typeof hint === 'function' ? hint : () => hint,
});

const codeIs =
  (pattern: RegExp): Row['matches'] =>
  ({ code, type }) =>
    pattern.test(code) || pattern.test(type);

const statusIs =
  (...wanted: number[]): Row['matches'] =>
  ({ status = 0 }) =>
    wanted.includes(status);

const either =
  (...tests: Row['matches'][]): Row['matches'] =>
  (error) =>
    tests.some((test) => test(error));

const nameIs =
  (name: string): Row['matches'] =>
  (error) =>
    error.name.startsWith(name);

const CREDIT = /^(insufficient_quota|credit_balance_exhausted|billing_.+)$/;
const POLICY = /^((image_)?content_policy_violation|moderation_blocked|content_filter|invalid_prompt)$/;
const TOO_LONG = /^context_(length|window)_exceeded$/;
const RATE = /^(rate_limit_exceeded|rate_limit_error|slow_down)$/;
const FAILED = /^(server_error|internal_error|api_error|overloaded_error)$/;

/** The first row that matches an error names it. */
export const ERROR_WORDS: readonly Row[] = [
  row(
    codeIs(CREDIT),
    'QUOTA_EXHAUSTED',
    ({ provider }) => `The ${provider} account has no credit left, or has reached its spending limit.`,
    'Add credit or raise the limit in the billing settings of the account; trying again does not help.',
  ),
  row(
    ({ code, message, status }) =>
      code === 'training_not_available' ||
      (status === 403 && /fine-tuning (platform|training)/i.test(message)),
    'FINE_TUNING_CLOSED',
    ({ provider, said }) => `${provider} takes no new fine-tuning jobs from this account${said}`,
    'Models that were tuned before go on until their base models end. Put examples into the prompt, search your documents, or give a JSON schema instead. Since May 2026 OpenAI closes accounts that never tuned or have not used a tuned model for 60 days, and from 2027-01-06 all.',
  ),
  row(
    codeIs(POLICY),
    'CONTENT_REFUSED',
    ({ provider, said }) => `${provider} refused the content${said}`,
    'Word it differently.',
  ),
  row(
    codeIs(TOO_LONG),
    'CONTEXT_TOO_LONG',
    ({ said }) => `The input is longer than the model can read${said}`,
    'Send less, or choose a model that reads more.',
  ),
  row(
    codeIs(/^model_not_found$/),
    'MODEL_NOT_FOUND',
    ({ provider, said }) => `${provider} has no such model for this key${said}`,
    ({ nearestModel }) => `${nearestModel ? `Did you mean ${nearestModel}? ` : ''}list-models has them all.`,
  ),
  row(
    codeIs(/^previous_response_not_found$/),
    'RESPONSE_NOT_FOUND',
    ({ provider, said }) => `${provider} has no such answer to go on from${said}`,
    'It was deleted, has expired, or was never stored: send the conversation in messages.',
  ),
  row(
    codeIs(/^conversation_locked$/),
    'THREAD_BUSY',
    ({ provider }) => `${provider} is still at another answer in this conversation.`,
    'Try again in a few seconds.',
  ),
  row(
    either(codeIs(/^invalid_api_key$/), statusIs(401)),
    'API_KEY_INVALID',
    ({ provider }) => `${provider} does not accept the API key.`,
    'Set OPENAI_API_KEY to a valid key and restart the server.',
  ),
  row(
    either(codeIs(RATE), statusIs(429)),
    'RATE_LIMITED',
    ({ provider }) => `${provider} takes no more requests for now (rate limit).`,
    ({ retryAfterSeconds }) =>
      retryAfterSeconds === undefined ? 'Try again later.' : `Try again in ${retryAfterSeconds} s.`,
  ),
  row(
    statusIs(403),
    'API_PERMISSION_DENIED',
    ({ provider, said }) => `The API key may not do this at ${provider}${said}`,
    'Give the key the permission, or use another key.',
  ),
  row(
    ({ status, message }) => status === 404 && /^conversation\b.*not found/i.test(message),
    'THREAD_NOT_FOUND',
    ({ provider, said }) => `${provider} has what was said in this thread no more${said}`,
    'It was deleted there, or the key is of another project: begin a new thread.',
  ),
  row(statusIs(404), 'UPSTREAM_NOT_FOUND', ({ provider, said }) => `${provider} found nothing${said}`),
  row(
    either(({ status = 0 }) => status >= 500, statusIs(408), codeIs(FAILED)),
    'UPSTREAM_FAILED',
    ({ provider, status }) => `${provider} failed${status === undefined ? '' : ` (status ${status})`}.`,
    'Try again later.',
  ),
  row(
    ({ status = 0 }) => status >= 400,
    'UPSTREAM_REJECTED',
    ({ provider, said, status }) => `${provider} rejected the request (status ${status})${said}`,
    ({ param }) => param && `Mend \`${param}\`.`,
  ),
  row(
    ({ status = 0 }) => status > 0,
    'UPSTREAM_INVALID_RESPONSE',
    ({ provider, status }) => `${provider} answered with status ${status}, which is no answer.`,
    'Check openai.baseURL; redirects are not followed.',
  ),
  row(
    nameIs('APIUserAbortError'),
    'CANCELLED',
    () => 'The request was cancelled before its answer had come.',
  ),
  row(
    nameIs('APIConnectionTimeoutError'),
    'UPSTREAM_TIMEOUT',
    ({ provider }) => `${provider} did not answer in time.`,
    'Try again.',
  ),
  row(
    nameIs('APIConnectionError'),
    'UPSTREAM_CONNECTION_LOST',
    ({ provider }) => `The connection to ${provider} broke.`,
    'Try again.',
  ),
  row(
    () => true,
    'UPSTREAM_FAILED',
    ({ provider, said }) => `${provider} broke off its answer${said}`,
    'Try again.',
  ),
];
