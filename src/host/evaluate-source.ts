import { chainMappings } from './chain-mappings.js';
import { compileToFunction, compileTypeScript, sourceMapComment } from './compile-source.js';

type Exports = Record<string, unknown>;

/** What a module's text finds around it, under the names that oxc gives to it. */
export interface ModuleScope {
  __vite_ssr_exports__: Exports;
  __vite_ssr_import__(name: string, said?: { importedNames?: string[] }): Promise<Exports>;
  __vite_ssr_dynamic_import__(name: unknown, options?: ImportCallOptions): Promise<object>;
  __vite_ssr_exportAll__(from: Exports): void;
  __vite_ssr_import_meta__: object;
}

/** The text of an ES module as an async function of its scope. */
export interface EvaluableSource {
  code: string;
  /** A source map's. */
  mappings: string;
  names: string[];
  /** Whether it is seen from the text itself that it is an ES module. */
  isModule: boolean;
}

/** @throws SyntaxError */
export function evaluableTypeScript(url: string): EvaluableSource {
  const script = compileTypeScript(url);
  const { code, mappings } = compileToFunction(url, script.code);
  return { code, mappings: chainMappings(mappings, script.mappings), names: [], isModule: true };
}

/** @throws SyntaxError */
export function evaluableJavaScript(url: string, text: string): EvaluableSource {
  const compiled = compileToFunction(url, text);
  return { ...compiled, isModule: /__vite_ssr_(exports|import|import_meta|exportAll)__/.test(compiled.code) };
}

/** Of the lines before a module's first: two are V8's. */
const LINES_BEFORE = 3;

/**
 * Runs a module's text to its end, top-level `await` included.
 *
 * @param title the URL by which stacks, and what reads them, know this text. Node keeps a source map for each, for good.
 */
export async function evaluate(
  { code, mappings, names }: EvaluableSource,
  url: string,
  title: string,
  scope: ModuleScope,
): Promise<void> {
  const map = sourceMapComment(url, { mappings: ';'.repeat(LINES_BEFORE) + mappings, names });
  // Not vm.Script nor vm.compileFunction: what they compile is never let go of. The first line of the text may be `#!`.
  const text = `'use strict'; return async ({ ${Object.keys(scope)} }) => {\n${code.replace(/^#!/, '//')}\n};\n${map}\n//# sourceURL=${title}`;
  await new Function(text)()(scope);
  nameDefault(scope.__vite_ssr_exports__.default);
}

/** oxc gives a default export that has no name one of its own. */
function nameDefault(exported: unknown): void {
  if (typeof exported === 'function' && exported.name === '__vite_ssr_export_default__')
    Object.defineProperty(exported, 'name', { value: 'default', configurable: true });
}
