/** What others see of a module's exports: in the order of their names and not theirs to change, as Node's own are. */
export const importedNamespace = (exports: Record<string, unknown>): Record<string, unknown> =>
  new Proxy(exports, {
    get: (target, name) => (name === Symbol.toStringTag ? 'Module' : Reflect.get(target, name)),
    ownKeys: (target) => Reflect.ownKeys(target).sort(),
    set: () => false,
    defineProperty: () => false,
    deleteProperty: () => false,
  });
