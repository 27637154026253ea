/** Functions as they are, and as OpenAI's APIs take them as tools, all in the first form; nothing is checked. */
export const plainFunctions = (functions: readonly object[]): object[] =>
  functions.map((one) => {
    const { type, ...spec } = one as { type?: unknown; function?: unknown };
    if (type !== 'function') return one;
    return typeof spec.function === 'object' && spec.function !== null ? spec.function : spec;
  });
