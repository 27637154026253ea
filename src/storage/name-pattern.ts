/** A name by `*` (any, or none) and `?` (one character) as SQLite's GLOB has it. Case counts. */
export const globPattern = (match: string): string => match.replace(/\[/g, '[[]');

/** The same as PostgreSQL's LIKE has it. */
export const likePattern = (match: string): string =>
  match
    .replace(/[\\%_]/g, '\\$&')
    .replace(/\*/g, '%')
    .replace(/\?/g, '_');
