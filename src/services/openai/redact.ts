const SECRETS = /\b(sk|rk|sess)-[\w*-]{6,}|\bBearer\s+[\w.~+/=-]+/g;
const LONGEST = 300;

/** Another's text made fit to be passed on: without secrets, on one line, and not long. */
export function redact(text: string, secrets: readonly (string | undefined)[]): string {
  const known = secrets.reduce<string>(
    (said, secret) => (secret ? said.replaceAll(secret, '[key]') : said),
    text,
  );
  const clean = known.replace(SECRETS, '[key]').replace(/\s+/g, ' ').trim();
  return clean.length <= LONGEST ? clean : `${clean.slice(0, LONGEST - 1)}…`;
}
