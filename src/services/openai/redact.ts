const SECRETS = /\b(sk|rk|sess)-[\w*-]{6,}|\bBearer\s+[\w.~+/=-]+/g;
const LONGEST = 300;

/** Another's text made fit to be passed on: without secrets, on one line, and not long. */
export function redact(text: string, apiKey: string | undefined): string {
  const known = apiKey ? text.replaceAll(apiKey, '[key]') : text;
  const clean = known.replace(SECRETS, '[key]').replace(/\s+/g, ' ').trim();
  return clean.length <= LONGEST ? clean : `${clean.slice(0, LONGEST - 1)}…`;
}
