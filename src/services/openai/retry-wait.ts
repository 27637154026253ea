import type { HttpReply } from './http-fetch.js';

const FIRST_BACKOFF_MS = 500;
const LAST_BACKOFF_MS = 8000;
const EXHAUSTED = /insufficient_quota|credit_balance_exhausted|billing_/;

/** How long the server wants us to wait, in milliseconds; undefined where it doesn't say. */
export function toldToWait(headers: Record<string, string>, now = Date.now()): number | undefined {
  const milliseconds = Number.parseFloat(headers['retry-after-ms'] ?? '');
  if (milliseconds >= 0) return milliseconds;
  const value = headers['retry-after'];
  if (value === undefined) return undefined;
  const seconds = Number(value);
  const wait = Number.isNaN(seconds) ? Date.parse(value) - now : seconds * 1000;
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** Exponential, with full jitter: clients that failed together don't come back together. */
export const backoff = (tries: number): number =>
  Math.random() * Math.min(LAST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (tries - 1));

/** Whether the same request may be answered later. `errorText`: the body of the answer. */
export function isWorthRetrying(
  { status, headers }: Pick<HttpReply, 'status' | 'headers'>,
  errorText: string,
): boolean {
  if (status < 400 || isExhausted(errorText)) return false;
  const advice = headers['x-should-retry'];
  if (advice === 'true' || advice === 'false') return advice === 'true';
  return status === 408 || status === 409 || status === 429 || status >= 500;
}

/** Whether it is certain that nothing was done. Behind other failures the work may have begun. */
export const saysNotDone = ({ status }: Pick<HttpReply, 'status'>): boolean =>
  status === 409 || status === 429 || status === 503;

/** Whether the work may have begun behind an answer that it failed. */
export const mayHaveBegun = (status: number): boolean => status === 408 || (status >= 500 && status !== 503);

/** Whether the account has no credit left. `errorText`: the body of the answer. */
export const isExhausted = (errorText: string): boolean =>
  codesOf(errorText).some((code) => EXHAUSTED.test(code));

function codesOf(errorText: string): string[] {
  try {
    const { error } = JSON.parse(errorText);
    return [error?.code, error?.type].filter((code) => typeof code === 'string');
  } catch {
    return [];
  }
}
