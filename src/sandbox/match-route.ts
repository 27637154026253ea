/** What answers a path, and the parts of the path that its route leaves open. */
export interface Match<T> {
  found: T;
  /** What each `*` of the route stands for. */
  ids: string[];
  /** What follows the first part of the path. */
  rest: string;
}

// Routes are like `GET /files/*/content`; one like `GET /files/*` also takes longer paths that no other has.
export function matchRoute<T>(
  table: Readonly<Record<string, T>>,
  method: string,
  path: string,
): Match<T> | undefined {
  const parts = path.slice(1).split('/');
  const rest = decoded(parts.slice(1).join('/'));
  const matches = Object.entries(table)
    .map(([route, found]) => ({ found, ids: idsIn(`${method} ${path}`, route), rest }))
    .filter((match): match is Match<T> => match.ids !== undefined)
    .toSorted((one, other) => one.ids.length - other.ids.length);
  const whole = table[`${method} /${parts[0]}/*`];
  return (
    matches[0] ?? (whole === undefined || parts.length < 2 ? undefined : { found: whole, ids: [], rest })
  );
}

function idsIn(asked: string, route: string): string[] | undefined {
  const [parts, wanted] = [asked.split('/'), route.split('/')];
  if (parts.length !== wanted.length) return undefined;
  if (!wanted.every((part, at) => part === '*' || part === parts[at])) return undefined;
  return parts.filter((_, at) => wanted[at] === '*').map(decoded);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
