const patterns = new Map<string, RegExp>();

/** Whether a name fits a pattern of `*` (any text) and `?` (one character); what has no name fits none. */
export function fitsPattern(name: string | null, pattern: string): boolean {
  if (name === null) return false;
  let compiled = patterns.get(pattern);
  if (compiled === undefined) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*/g, '.*')
      .replace(/\?/g, '.');
    compiled = new RegExp(`^${source}$`, 'su');
    patterns.set(pattern, compiled);
  }
  return compiled.test(name);
}
