/** What a server says of one of its limits. */
export interface RateWord {
  limit: number | undefined;
  remaining: number | undefined;
  /** Until all of it is there again; undefined where it doesn't say. */
  resetMs: number | undefined;
}

export interface RateWords {
  requests: RateWord;
  tokens: RateWord;
}

const UNIT_MS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|[smhd]))+$/;
const PART = /(\d+(?:\.\d+)?)(ms|[smhd])/g;
// 2001 in seconds: no limit is reset as far ahead.
const LEAST_EPOCH = 1e9;

/** `120ms`, `6m0s`, seconds as a number, a point in time as seconds or ms since 1970, or a date. */
export function resetAfter(value: string | undefined, now: number): number | undefined {
  if (value === undefined || value.trim() === '') return undefined;
  const text = value.trim();
  if (DURATION.test(text)) {
    let sum = 0;
    for (const [, amount, unit] of text.matchAll(PART)) sum += Number(amount) * UNIT_MS[unit!]!;
    return sum;
  }
  const number = Number(text);
  const at = Number.isNaN(number) ? Date.parse(text) : number > LEAST_EPOCH * 1000 ? number : number * 1000;
  if (Number.isNaN(at)) return undefined;
  return at > LEAST_EPOCH * 1000 ? Math.max(0, at - now) : Math.max(0, at);
}

// Azure sends -1 and 0 where it has nothing to say.
function amount(value: string | undefined, least: number): number | undefined {
  const number = Number.parseInt(value ?? '', 10);
  return number >= least ? number : undefined;
}

function wordOn(what: 'requests' | 'tokens', headers: Record<string, string>, now: number): RateWord {
  const header = (name: string) => headers[`x-ratelimit-${name}-${what}`];
  return {
    limit: amount(header('limit'), 1),
    remaining: amount(header('remaining'), 0),
    // The other spelling is Azure's, on a 429.
    resetMs: resetAfter(header('reset') ?? headers[`x-rate-limit-reset-${what}`], now),
  };
}

export const rateWords = (headers: Record<string, string>, now: number): RateWords => ({
  requests: wordOn('requests', headers, now),
  tokens: wordOn('tokens', headers, now),
});

/** How long a 429 without Retry-After asks to wait by its limits: until the exhausted one is reset. */
export function exhaustedFor({ requests, tokens }: RateWords): number | undefined {
  const resets = [requests, tokens]
    .filter(({ remaining, limit }) => remaining === 0 || (remaining === undefined && limit === undefined))
    .map(({ resetMs }) => resetMs)
    .filter((ms) => ms !== undefined && ms > 0);
  return resets.length === 0 ? undefined : Math.max(...(resets as number[]));
}
