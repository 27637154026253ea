import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { packageRoot } from '../config/package-root.js';
import { compileTypeScript, sourceMapComment } from './compile-source.js';

/** One copy each: a second tsyringe in a plugin's own node_modules would see none of the host's records. */
const SHARED = new Set(['tsyringe', 'reflect-metadata', 'class-validator']);
const API = /^openai-mcp-host(\/|$)/;

/** Before what is imported for a module that isn't one of Node's own. */
const IMPORTED_BY = 'openai-mcp-host-imported-by:';

const folders = new Set<string>();

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

/** What a file of a plugin would get if it imported that name: the URL. @throws where there is no such package. */
export const resolveFrom = (url: string, name: string): string => import.meta.resolve(importedBy(url, name));

/** What a file of a plugin would get if it imported that name: the module, as Node loads and keeps it. */
export const importFrom = (url: string, name: string, options?: ImportCallOptions): Promise<object> =>
  import(/* @vite-ignore */ importedBy(url, name), options);

const importedBy = (url: string, name: string): string => `${IMPORTED_BY}${JSON.stringify([url, name])}`;

/** Whether a URL lies in a plugin's folder. */
export const inPlugin = (url: string | undefined): boolean =>
  url !== undefined && [...folders].some((folder) => url.startsWith(folder));

/** Whether a URL is that of a file that a plugin has of its own, so that an edit may change it. */
export const isOwnFile = (url: string): boolean =>
  inPlugin(url) && !url.includes('?') && !url.includes('/node_modules/');

/** What a file is called in an edition of its plugin: `file:///…/tool.ts?v=2`. */
export const atEdition = (url: string, edition: number): string => `${url}?v=${edition}`;

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
  if (name.startsWith(IMPORTED_BY)) {
    const [parentURL, imported] = JSON.parse(name.slice(IMPORTED_BY.length)) as [string, string];
    return resolveImport(imported, { ...context, parentURL }, next);
  }
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
  return edition === 0 || !isOwnFile(url) ? url : atEdition(url, edition);
}

const loadSource: Load = (url, context, next) => {
  if (!/\.ts(\?|$)/.test(url) || !inPlugin(url)) return next(url, context);
  const compiled = compileTypeScript(withoutEdition(url));
  const source = `${compiled.code}\n${sourceMapComment(withoutEdition(url), compiled)}`;
  return { format: 'module', shortCircuit: true, source };
};
