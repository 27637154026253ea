import { createRequire } from 'node:module';
import type { Shape } from '../plugin-api/json-schema.js';
import type { Buildable } from '../plugin-api/plugin.js';

interface Decorated {
  target: Shape;
  propertyName: string;
}

/** What class-validator has at `getMetadataStorage()`; it has no way to take a class out. */
interface Storage {
  validationMetadatas: Map<unknown, readonly Decorated[]>;
  constraintMetadatas: Map<unknown, unknown>;
  addValidationMetadata(metadata: Decorated): void;
  addConstraintMetadata(metadata: Decorated): void;
}

/** From a decorator of class-validator out to the module that bears it. */
const FRAMES = 16;

/**
 * class-validator remembers every class that was ever decorated, and tsyringe every one that it made. This one remembers
 * which module decorated a class, so that those of a plugin that was replaced can be taken out.
 */
export class DecoratedClasses {
  private readonly byModule = new Map<string, Set<Shape>>();

  /** Follows what is decorated from now on, in modules whose URL is one of a plugin. */
  static async follow(isPlugin: (url: string) => boolean): Promise<DecoratedClasses> {
    const { getMetadataStorage } = await import('class-validator');
    const { forgetSchema } = await import('../schema/schema-of.js');
    const storage = getMetadataStorage() as unknown as Storage;
    const { typeInfo } = createRequire(import.meta.url)('tsyringe/dist/cjs/dependency-container.js');
    const classes = new DecoratedClasses(storage, typeInfo, forgetSchema);
    for (const name of ['addValidationMetadata', 'addConstraintMetadata'] as const) {
      const add = storage[name].bind(storage);
      storage[name] = (metadata) => {
        add(metadata);
        classes.note(metadata.target, isPlugin);
      };
    }
    return classes;
  }

  private constructor(
    private readonly storage: Storage,
    private readonly builtClasses: Map<unknown, unknown>,
    private readonly forgetSchema: (shape: Shape) => void,
  ) {}

  /**
   * Takes classes that are no longer served out of the memory of class-validator, tsyringe and the host.
   *
   * @param isGone of a module's URL, whether its decorated classes are.
   * @param built the classes that the container made.
   */
  forget(isGone: (url: string) => boolean, built: readonly Buildable[]): void {
    for (const each of built) this.builtClasses.delete(each);
    for (const [url, classes] of this.byModule) {
      if (!isGone(url)) continue;
      for (const each of classes) {
        forgetTypes(each, this.storage.validationMetadatas.get(each) ?? []);
        this.forgetSchema(each);
        this.storage.validationMetadatas.delete(each);
        this.storage.constraintMetadatas.delete(each);
      }
      this.byModule.delete(url);
    }
  }

  private note(target: Shape, isPlugin: (url: string) => boolean): void {
    const url = scriptsOnTheStack().find(isPlugin);
    if (url === undefined) return;
    const classes = this.byModule.get(url) ?? new Set();
    this.byModule.set(url, classes.add(target));
  }
}

/** What the compiler had recorded of the types of properties. */
function forgetTypes({ prototype }: Shape, decorated: readonly Decorated[]): void {
  for (const name of new Set(decorated.map(({ propertyName }) => propertyName)))
    for (const key of Reflect.getOwnMetadataKeys(prototype, name))
      Reflect.deleteMetadata(key, prototype, name);
}

/** From the innermost out. `getCallSites` of node:util does not know scripts that were evaluated. */
function scriptsOnTheStack(): string[] {
  const { prepareStackTrace, stackTraceLimit } = Error;
  Error.stackTraceLimit = FRAMES;
  Error.prepareStackTrace = (_, sites) => sites.map((site) => site.getScriptNameOrSourceURL() ?? '');
  try {
    return new Error().stack as unknown as string[];
  } finally {
    Object.assign(Error, { prepareStackTrace, stackTraceLimit });
  }
}
