/** OpenAI's keys of whatever kind, cut ones too: sk-…, sk-proj-…, sk-svcacct-…, sk-admin-…. */
const KEY = /\bsk-[A-Za-z0-9_-]{8,}/g;
/** Tokens that this server gives to its clients. */
const TOKEN = /\bomh_[A-Za-z0-9_-]{8,}/g;
const CREDENTIALS = /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{6,}/gi;
const NAMED =
  /("?(?:api[_-]?key|authorization|password|secret|token)"?\s*[:=]\s*)("(?:[^"\\]|\\.)*"?|[^\s",;}]+)/gi;
const URL_USER = /(\b[a-z][a-z0-9+.-]*:\/\/)[^/\s:@]+:[^/\s@]+@/gi;

/** Whether a text holds what looks like one of OpenAI's keys. */
export const holdsKey = (text: string): boolean => /\bsk-[A-Za-z0-9_-]{16,}/.test(text);

/** Whether a text holds what looks like a token of one of this server's clients. */
export const holdsToken = (text: string): boolean => /\bomh_[A-Za-z0-9_-]{16,}/.test(text);

/** The text with everything that looks like a key, a token or a password made unreadable. */
export function maskSecrets(text: string): string {
  return text
    .replace(CREDENTIALS, '$1 [redacted]')
    .replace(
      NAMED,
      (_, name: string, value: string) => `${name}${value.startsWith('"') ? '"[redacted]"' : '[redacted]'}`,
    )
    .replace(KEY, 'sk-[redacted]')
    .replace(TOKEN, 'omh_[redacted]')
    .replace(URL_USER, '$1[redacted]@');
}
