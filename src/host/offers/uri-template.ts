const VARIABLE = /\{(\+?)([a-zA-Z_][a-zA-Z0-9_]*)\}/g;

/** Whether a text is a template that we can match: RFC 6570 with `{name}` and `{+path}`, each variable once. */
export function isUriTemplate(template: string): boolean {
  const names = variablesOf(template);
  const rest = template.replace(VARIABLE, 'x');
  const adjoining = /\}\{/.test(template);
  return (
    names.length > 0 &&
    new Set(names).size === names.length &&
    !adjoining &&
    !/[{}]/.test(rest) &&
    isUri(rest)
  );
}

/** Whether a text is an absolute URI. */
export const isUri = (text: string): boolean => URL.canParse(text) && /^[a-z][a-z0-9+.-]*:\S+$/i.test(text);

/** The names of a template's variables, in their order. */
export const variablesOf = (template: string): string[] =>
  [...template.matchAll(VARIABLE)].map(([, , name = '']) => name);

/** What a template's variables are in a URI, decoded; undefined where the URI doesn't fit. */
export function matchUri(template: string, uri: string): Record<string, string> | undefined {
  const pattern = template
    .split(/(\{[^}]*\})/)
    .map((part) => (part.startsWith('{+') ? '(.+)' : part.startsWith('{') ? '([^/?#]+)' : escaped(part)))
    .join('');
  const found = new RegExp(`^${pattern}$`, 's').exec(uri);
  if (found === null) return undefined;
  try {
    const values = found.slice(1).map(decodeURIComponent);
    return Object.fromEntries(variablesOf(template).map((name, index) => [name, values[index]!]));
  } catch {
    return undefined;
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
