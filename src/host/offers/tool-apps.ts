import { readFile } from 'node:fs/promises';
import type { Access } from '../../contracts/access.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import {
  type CatalogueApp,
  type CatalogueResource,
  type CatalogueTool,
  IN_MEMORY,
  type PageMeta,
} from '../catalogue.js';
import type { ServedTool } from '../served-tool.js';
import { returnedInvalid } from './offer-calls.js';
import type { ServedResource } from './served-resource.js';

/** By which clients know a page that they can show. */
export const APP_MEDIA_TYPE = 'text/html;profile=mcp-app';

/** Where the page of a tool is. Names of plugins and tools are such that they need no encoding. */
export const appUri = (plugin: string, tool: string): string => `ui://${plugin}/${tool}`;

/** The pages of the tools that are served, each for the clients that have its tool. */
export const appsOf = (tools: ReadonlyMap<string, ServedTool>): ServedResource[] =>
  [...tools.values()].flatMap(({ tool, runtime }) =>
    tool.app === undefined
      ? []
      : [
          {
            resource: pageOf(tool, tool.app, runtime.plugin.name),
            runtime,
            isFor: (access: Access | undefined) => access === undefined || access.admits(tool),
            read: () => readPage(tool, runtime),
          },
        ],
  );

function pageOf(tool: CatalogueTool, app: CatalogueApp, plugin: string): CatalogueResource {
  const { name, title, icons, file } = tool;
  const ui = metaOf(app);
  return {
    uri: appUri(plugin, name),
    isTemplate: false,
    ...{ name, title, description: `The page that clients show with results of ${name}.` },
    mimeType: APP_MEDIA_TYPE,
    ...(icons === undefined ? {} : { icons }),
    ...{ lists: false, completes: false, file },
    ...(Object.keys(ui).length === 0 ? {} : { ui }),
  };
}

const metaOf = ({ csp, permissions, prefersBorder }: CatalogueApp): PageMeta => ({
  ...(csp === undefined ? {} : { csp }),
  ...(permissions === undefined
    ? {}
    : { permissions: Object.fromEntries(permissions.map((each) => [each, {}])) }),
  ...(prefersBorder === undefined ? {} : { prefersBorder }),
});

/** Anew each time: an author sees an edit at once, and listing costs nothing. */
async function readPage(tool: CatalogueTool, runtime: ServedTool['runtime']): Promise<string> {
  const { name, app } = tool;
  if (app?.file === undefined) {
    const page = await (await runtime.tool(tool)).page?.();
    if (typeof page === 'string') return page;
    throw returnedInvalid(name, 'a page that is no text');
  }
  const { folder } = runtime.plugin;
  try {
    return await readFile(new URL(app.file, folder), 'utf8');
  } catch (cause) {
    const why =
      folder === IN_MEMORY
        ? 'the plugin is in memory, without a folder'
        : 'it is not in its folder, or may not be read';
    throw new ToolError(
      'APP_UNREADABLE',
      `The page ${app.file} of ${name} can't be read: ${why}.`,
      'The tool works without it. Whoever runs the server finds in the log where it should be.',
      { cause },
    );
  }
}
