/** Patterns that any ECMA-262 engine reads alike, in place of `format`, which JSON Schema 2020-12 only annotates. */
const DAY =
  '(?:(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29|\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8])))';
const MINUTE = '(?:[01]\\d|2[0-3]):[0-5]\\d';
const SECOND = ':[0-5]\\d(?:\\.\\d+)?';
const ZONE = `(?:Z|[+-]${MINUTE})`;
const BYTE = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const GROUPS = '[0-9A-Fa-f]{1,4}(?::[0-9A-Fa-f]{1,4})*';
const LABEL = '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?';
const ATOM = "[\\w!#$%&'*+/=?^`{|}~-]{1,64}";

export const DATE_OR_TIME = `^${DAY}(?:T${MINUTE}(?:${SECOND})?${ZONE}?)?$`;
export const TIMESTAMP = `^${DAY}T${MINUTE}${SECOND}${ZONE}$`;
export const EMAIL = `^${ATOM}(?:\\.${ATOM})*@(?:${LABEL}\\.)+[A-Za-z]{2,63}$`;
export const IPV4 = `^(?:${BYTE}\\.){3}${BYTE}$`;
/** Eight groups, or `::` with at most seven around it. */
export const IPV6 = `^(?:(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}|(?!:*[0-9A-Fa-f]+(?::+[0-9A-Fa-f]+){7})(?:${GROUPS})?::(?:${GROUPS})?)$`;
export const IP = `${IPV4}|${IPV6}`;

export const uuid = (version: string) => {
  const hex = '[0-9A-Fa-f]';
  const tail = version === 'loose' ? `(?:-${hex}{4}){3}` : `-${hex}{4}-${version}${hex}{3}-[89ABab]${hex}{3}`;
  return `^${hex}{8}${tail}-${hex}{12}$`;
};

/** An absolute URL of one of these schemes. Two repeats in a row here would take quadratic time. */
export const url = (schemes: readonly string[]) =>
  `^(?:${schemes.map(literally).join('|')})://[^\\s<>/?#][^\\s<>]*$`.replace('(?:http|https)', 'https?');

/** The text itself, as a pattern that also compiles with the u flag. */
export const literally = (text: string) => text.replace(/[\^$\\.*+?()[\]{}|/]/g, '\\$&');

/** What a pattern asks for, where words say it better. */
export const IN_WORDS: ReadonlyMap<unknown, string> = new Map([
  [DATE_OR_TIME, 'a date such as 2026-01-31 or 2026-01-31T12:00:00Z'],
  [TIMESTAMP, 'a time such as 2026-01-31T12:00:00Z'],
  [EMAIL, 'an email address'],
  [IPV4, 'an IPv4 address'],
  [IPV6, 'an IPv6 address'],
  [IP, 'an IP address'],
  [url(['http', 'https']), 'a URL that starts with http:// or https://'],
]);
