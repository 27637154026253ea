import { existsSync, readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canCompile } from './compile-source.js';
import {
  type EvaluableSource,
  evaluableJavaScript,
  evaluableTypeScript,
  evaluate,
} from './evaluate-source.js';
import { importedNamespace } from './module-namespace.js';
import { atEdition, importFrom, isOwnFile, resolveFrom } from './plugin-hooks.js';

type Exports = Record<string, unknown>;

interface EditedModule {
  url: string;
  exports: Exports;
  namespace: Exports;
  /** Those that it imports and that have not been evaluated to their end. */
  awaits: Set<EditedModule>;
  isEvaluated: boolean;
  evaluation?: Promise<void>;
}

/**
 * The files of a plugin as they are after one edit, imported afresh. Node never lets go of a module that it has
 * imported, so those of the plugin's own files are evaluated here, and go when nobody holds the edition any more.
 * Packages, and what is no ES module or JSON, are imported by Node, which keeps them.
 */
export class PluginEdition {
  private readonly modules = new Map<string, EditedModule>();

  /** @param number in the URLs by which its files are known: `file:///…/tool.ts?v=2`. */
  constructor(readonly number: number) {}

  /** @param url of a file of the plugin. */
  async import(url: string): Promise<Exports> {
    if (!canCompile()) return import(/* @vite-ignore */ atEdition(url, this.number));
    const module = this.moduleAt(url, url);
    if (module === undefined) return (await importFrom(url, url)) as Exports;
    await module.evaluation;
    return module.namespace;
  }

  private async load(
    from: string,
    name: string,
    options?: ImportCallOptions,
    importer?: EditedModule,
  ): Promise<object> {
    const url = resolveFrom(from, name);
    const module = isOwnFile(url) ? this.moduleAt(url, from) : undefined;
    if (module === undefined) {
      const json = url.endsWith('.json') ? { with: { type: 'json' } } : undefined;
      return importFrom(from, name, options ?? json);
    }
    if (importer !== undefined && leadsTo(module, importer)) return module.namespace;
    importer?.awaits.add(module);
    await module.evaluation;
    importer?.awaits.delete(module);
    return module.namespace;
  }

  /** @returns undefined where it is Node's to import. */
  private moduleAt(url: string, from: string): EditedModule | undefined {
    const known = this.modules.get(url);
    if (known !== undefined) return known;
    // Node would go on with what it once loaded from there.
    if (!existsSync(new URL(url)))
      throw new Error(`Cannot find module '${fileURLToPath(url)}' imported from ${fileURLToPath(from)}`);
    const run = url.endsWith('.json') ? jsonAt(url) : this.codeAt(url);
    if (run === undefined) return undefined;
    const exports: Exports = Object.create(null);
    const module: EditedModule = {
      url,
      exports,
      namespace: importedNamespace(exports),
      awaits: new Set(),
      isEvaluated: false,
    };
    this.modules.set(url, module);
    // Not at once: circles are seen by who awaits it.
    module.evaluation = Promise.resolve(module)
      .then(run)
      .then(() => {
        module.isEvaluated = true;
      });
    return module;
  }

  private codeAt(url: string): ((module: EditedModule) => Promise<void>) | undefined {
    const source = sourceAt(url);
    if (source === undefined) return undefined;
    return (module) =>
      evaluate(source, url, atEdition(url, this.number), {
        __vite_ssr_exports__: module.exports,
        __vite_ssr_import__: (name, said) => this.importStatically(module, name, said?.importedNames),
        __vite_ssr_dynamic_import__: async (name, options) => this.load(url, String(name), options),
        __vite_ssr_exportAll__: (from) => exportAll(module.exports, from),
        __vite_ssr_import_meta__: metaOf(url),
      });
  }

  private async importStatically(
    importer: EditedModule,
    name: string,
    names: readonly string[] = [],
  ): Promise<Exports> {
    const exports = (await this.load(importer.url, name, undefined, importer)) as Exports;
    const missing = names.find((each) => !(each in exports));
    if (missing === undefined || this.isUnderWay(exports)) return exports;
    throw new SyntaxError(`The requested module '${name}' does not provide an export named '${missing}'`);
  }

  /** In a circle, what a module exports is complete only at its end. */
  private isUnderWay(namespace: Exports): boolean {
    return [...this.modules.values()].some((each) => each.namespace === namespace && !each.isEvaluated);
  }
}

/** In a circle, what was begun first is given as far as it is. */
const leadsTo = (module: EditedModule, end: EditedModule): boolean =>
  module === end || [...module.awaits].some((each) => leadsTo(each, end));

function sourceAt(url: string): EvaluableSource | undefined {
  if (/\.m?ts$/.test(url)) return evaluableTypeScript(url);
  if (!/\.m?js$/.test(url)) return undefined;
  const type = url.endsWith('.mjs') ? 'module' : packageTypeOf(url);
  if (type === 'commonjs') return undefined;
  const text = readFileSync(new URL(url), 'utf8');
  try {
    const source = evaluableJavaScript(url, text);
    return type === 'module' || source.isModule ? source : undefined;
  } catch (error) {
    // Without imports and exports it may be CommonJS, which may `return`.
    if (type === 'module' || /^\s*(import|export)\b/m.test(text)) throw error;
    return undefined;
  }
}

function packageTypeOf(url: string): 'module' | 'commonjs' | undefined {
  const file = findPackageJSON('.', url);
  if (file === undefined) return undefined;
  const { type } = JSON.parse(readFileSync(file, 'utf8'));
  return type === 'module' || type === 'commonjs' ? type : undefined;
}

const jsonAt = (url: string) => async (module: EditedModule) => {
  const file = fileURLToPath(url);
  try {
    module.exports.default = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new SyntaxError(`${file}: ${(error as Error).message}`);
  }
};

function exportAll(exports: Exports, from: Exports): void {
  for (const name of Object.keys(from)) {
    if (name === 'default' || name in exports) continue;
    Object.defineProperty(exports, name, { enumerable: true, configurable: true, get: () => from[name] });
  }
}

function metaOf(url: string): object {
  const filename = fileURLToPath(url);
  return { url, filename, dirname: dirname(filename), resolve: (name: string) => resolveFrom(url, name) };
}
