import type { NarrowedTools } from '../../contracts/access.js';

export const TOOLS = 'x-mcp-tools';
export const EXCLUDED_TOOLS = 'x-mcp-exclude-tools';
export const READ_ONLY = 'x-mcp-readonly';

const NAME = /^[A-Za-z0-9_.-]{1,128}$/;
const MOST_NAMES = 500;

/** Every header by its name in lower case, with all that was sent under it. */
export type DistinctHeaders = Readonly<Record<string, readonly string[] | undefined>>;

/** A header that makes no sense: were it passed over, its client would have more than it meant to. */
export class HeaderMalformed extends Error {}

/**
 * By how much a client narrows its tools; undefined where it doesn't. A header that comes more than once, as when a proxy
 * adds its own, narrows each time.
 *
 * @throws HeaderMalformed
 */
export function narrowedBy(headers: DistinctHeaders): NarrowedTools | undefined {
  const only = (headers[TOOLS] ?? []).map((value) => namesIn(TOOLS, value));
  const except = (headers[EXCLUDED_TOOLS] ?? []).flatMap((value) => namesIn(EXCLUDED_TOOLS, value));
  const isReadOnly = (headers[READ_ONLY] ?? []).map(isTrue).includes(true);
  if (only.length === 0 && except.length === 0 && !isReadOnly) return undefined;
  return {
    ...(only.length > 0 && { only }),
    ...(except.length > 0 && { except }),
    ...(isReadOnly && { isReadOnly }),
  };
}

function namesIn(header: string, value: string): string[] {
  const names = value.split(',').map((name) => name.trim());
  if (names.length <= MOST_NAMES && names.every((name) => NAME.test(name))) return names;
  throw new HeaderMalformed(
    `${header} must be names of tools with commas between them, ${MOST_NAMES} at most.`,
  );
}

function isTrue(value: string): boolean {
  const word = value.trim().toLowerCase();
  if (word === 'true' || word === 'false') return word === 'true';
  throw new HeaderMalformed(`${READ_ONLY} must be true or false.`);
}
