import { createContext, Script } from 'node:vm';

const LONGEST_MS = 500;
const SCRIPT = new Script('work()');

/**
 * Does work that does not wait, and stops it where it takes too long: a pattern that a stranger wrote may go on for years, and nothing
 * else would run meanwhile. Undefined: it was stopped.
 */
export function withinTime<T>(work: () => T): { result: T } | undefined {
  let result: T;
  const context = createContext({
    work: () => {
      result = work();
    },
  });
  try {
    SCRIPT.runInContext(context, { timeout: LONGEST_MS });
    return { result: result! };
  } catch (error) {
    if (Reflect.get(Object(error), 'code') === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  }
}
