import { existsSync, readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { packageRoot } from '../config/package-root.js';
import { fault } from '../contracts/fault.js';

type Transform = typeof import('oxc-transform').transformSync;

/** One copy each: a second tsyringe in a plugin's own node_modules would see none of the host's records. */
const SHARED = new Set(['tsyringe', 'reflect-metadata', 'class-validator']);
const API = /^openai-mcp-host(\/|$)/;

const folders = new Set<string>();
let transform: Transform | undefined;

/**
 * Lets plain TypeScript run from a plugin's folder, decorators included, with no build and no tsconfig; and gives
 * plugins the host's own copy of what must not be there twice.
 *
 * @param folder the plugin's folder as a URL that ends in a slash.
 */
export function servePluginFolder(folder: string): void {
  if (folders.size === 0) registerHooks({ resolve: resolveImport, load: loadSource });
  folders.add(folder);
}

/** Whether a URL lies in a plugin's folder. */
export const inPlugin = (url: string | undefined): boolean =>
  url !== undefined && [...folders].some((folder) => url.startsWith(folder));

/** Node keeps a module under its URL for good, so an edition of a plugin is a URL of its own: `file:///…/tool.ts?v=2`. */
export const atEdition = (url: string, edition: number | undefined): string =>
  edition === undefined ? url : `${url}?v=${edition}`;

/** As the file is called. */
export const withoutEdition = (url: string): string => url.replace(/\?v=\d+$/, '');

/** 0 where a URL has none. */
export const editionOf = (url: string): number => Number(/\?v=(\d+)$/.exec(url)?.[1] ?? 0);

const HOST = pathToFileURL(`${packageRoot()}/package.json`).href;

/** class-validator in a few files instead of 321, shared with the host; absent before the first build. */
const BUNDLED_VALIDATOR = `${packageRoot()}/dist/class-validator.js`;
const VALIDATOR = existsSync(BUNDLED_VALIDATOR) ? pathToFileURL(BUNDLED_VALIDATOR).href : undefined;

type Resolve = Parameters<typeof registerHooks>[0]['resolve'] & {};
type Load = Parameters<typeof registerHooks>[0]['load'] & {};

const resolveImport: Resolve = (name, context, next) => {
  const fromHost = () => next(name, { ...context, parentURL: HOST });
  if (name.startsWith('@oxc-project/runtime/')) return fromHost();
  if (!inPlugin(context.parentURL)) return next(name, context);
  if (name === 'class-validator' && VALIDATOR !== undefined) return { url: VALIDATOR, shortCircuit: true };
  if (API.test(name) || SHARED.has(name.split('/')[0]!)) return fromHost();
  if (/^\.{1,2}\/.*\.js$/.test(name)) {
    const built = new URL(name, context.parentURL);
    const source = new URL(name.replace(/\.js$/, '.ts'), context.parentURL);
    if (!existsSync(built) && existsSync(source))
      return { url: sameEdition(source.href, context.parentURL), shortCircuit: true };
  }
  const found = next(name, context);
  return { ...found, url: sameEdition(found.url, context.parentURL) };
};

/** What an edited plugin imports of its own is of the same edition; packages stay as they are. */
function sameEdition(url: string, parent: string | undefined): string {
  const edition = editionOf(parent ?? '');
  const own = inPlugin(url) && !url.includes('?') && !url.includes('/node_modules/');
  return edition === 0 || !own ? url : atEdition(url, edition);
}

const loadSource: Load = (url, context, next) => {
  if (!/\.ts(\?|$)/.test(url) || !inPlugin(url)) return next(url, context);
  transform ??= prepareTransform();
  const file = fileURLToPath(url);
  const { code, map, errors } = transform(file, readFileSync(file, 'utf8'), {
    lang: 'ts',
    sourcemap: true,
    typescript: { onlyRemoveTypeImports: true },
    decorator: { legacy: true, emitDecoratorMetadata: true },
  });
  if (errors[0] !== undefined)
    throw new SyntaxError(`${errors[0].message} ${errors[0].codeframe ?? ''}`.trim());
  // Node keeps the map as long as the module, and takes the lines themselves from the file.
  const { sourcesContent: _, ...lines } = map!;
  const inlineMap = Buffer.from(JSON.stringify(lines)).toString('base64');
  const source = `${code}\n//# sourceMappingURL=data:application/json;base64,${inlineMap}`;
  return { format: 'module', shortCircuit: true, source };
};

/** From the first TypeScript file on, stacks tell the lines that the author wrote. */
function prepareTransform(): Transform {
  try {
    process.setSourceMapsEnabled(true);
    return createRequire(HOST)('oxc-transform').transformSync;
  } catch (error) {
    throw fault(
      'TYPESCRIPT_UNSUPPORTED',
      `TypeScript plugins need the optional package oxc-transform, which is not installed: ${String(error)}`,
      'npm install oxc-transform @oxc-project/runtime, or compile the plugin to JavaScript.',
    );
  }
}
