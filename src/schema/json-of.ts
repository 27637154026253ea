/** A value as JSON would carry it; undefined where JSON can't (functions, maps, cycles, numbers that are not finite). */
export function jsonOf(value: unknown): unknown {
  try {
    return JSON.parse(
      JSON.stringify(value, (_key, part) => {
        const kind = Object.prototype.toString.call(part);
        if (typeof part === 'number' && !Number.isFinite(part)) throw new TypeError('not JSON');
        if (typeof part === 'object' && part && kind !== '[object Object]' && kind !== '[object Array]')
          throw new TypeError('not JSON');
        if (typeof part === 'function' || typeof part === 'symbol') throw new TypeError('not JSON');
        return part;
      }),
    );
  } catch {
    return undefined;
  }
}
