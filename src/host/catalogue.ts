import type { Icon } from '../plugin-api/icon.js';
import type { JsonSchema } from '../plugin-api/json-schema.js';
import type { LongCall, ToolEffect } from '../plugin-api/tool.js';
import type { ToolApp } from '../plugin-api/tool-app.js';
import type { ClientCapability } from '../plugin-api/tool-call.js';
import type { PluginEdition } from './plugin-edition.js';

/** What clients show with the results of a tool, as data. */
export interface CatalogueApp extends Pick<ToolApp, 'csp' | 'permissions' | 'prefersBorder'> {
  /** Relative to the plugin's folder; absent where the class makes the page. */
  file?: string;
}

/** A tool as data: enough to list it and to check a call, without importing the plugin. */
export interface CatalogueTool {
  name: string;
  title: string;
  description: string;
  effect: ToolEffect;
  /** What the client must be able to do. */
  requires?: readonly ClientCapability[];
  inputSchema: JsonSchema;
  outputSchema: JsonSchema;
  icons?: readonly Icon[];
  app?: CatalogueApp;
  errors?: Record<string, string>;
  /** It may go on in the background: whether it may be called again after a crash. */
  long?: LongCall;
  timeoutSeconds?: number;
  /** The file that exports the class, relative to the plugin's folder. */
  file: string;
}

/** A step of the call path as data. */
export interface CatalogueStep {
  name: string;
  before?: string;
  after?: string;
  /** Globs of tool names; absent where it takes part in every call. */
  tools?: string[];
  /** The file that exports the class, relative to the plugin's folder. */
  file: string;
}

/** A prompt as data. */
export interface CataloguePrompt {
  name: string;
  title: string;
  description: string;
  icons?: readonly Icon[];
  /** Of the arguments, each of which is a text. */
  inputSchema: JsonSchema;
  /** Whether the class itself completes arguments. */
  completes: boolean;
  timeoutSeconds?: number;
  file: string;
}

/** A resource, or a template of resources, as data. */
export interface CatalogueResource {
  /** The URI, or the template of URIs: unique among all plugins. */
  uri: string;
  isTemplate: boolean;
  name: string;
  title: string;
  description: string;
  mimeType?: string;
  icons?: readonly Icon[];
  /** Whether the class lists resources of the template. */
  lists: boolean;
  /** Whether the class completes variables of the template. */
  completes: boolean;
  timeoutSeconds?: number;
  file: string;
  /** Of a page, how clients are to show it. */
  ui?: PageMeta;
}

/** How clients are to show a page, in the words of MCP Apps. */
export interface PageMeta extends Pick<ToolApp, 'csp' | 'prefersBorder'> {
  permissions?: Record<string, object>;
}

/** A plugin as data. */
export interface CataloguePlugin {
  name: string;
  title: string;
  version: string;
  instructions?: string;
  settingsSchema?: JsonSchema;
  /** The plugins that it cannot do without. */
  needs?: readonly string[];
  /** The contracts that it exports to those that need it. */
  exports?: readonly string[];
  /** The contracts of other plugins that its constructors ask for. */
  asks?: readonly string[];
  /** What it declared that it uses; absent where it declared nothing. */
  uses?: readonly string[];
  /** What its constructors ask of the host, as capabilities. */
  injects?: readonly string[];
  /** Whether it tells subscribers of its resources of changes. */
  tellsChanges?: true;
  /** Whether it sends clients log messages. */
  logs?: true;
  /** The file whose default export is the plugin's definition, relative to the plugin's folder. */
  file: string;
  tools: CatalogueTool[];
  prompts: CataloguePrompt[];
  resources: CatalogueResource[];
  /** Absent where it has none. */
  steps?: CatalogueStep[];
}

/** In the place of a folder, of a plugin that has none. */
export const IN_MEMORY = 'memory:';

/** A plugin and where its code is: the URL of its folder, or its definition where it is in memory. */
export interface PlacedPlugin extends CataloguePlugin {
  folder: string;
  bundled: boolean;
  /** Absent where it has not been edited while the host ran. */
  edition?: PluginEdition;
}
