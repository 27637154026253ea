import type { Capability } from './capability.js';
import type { Exportable } from './contract.js';
import type { Shape } from './json-schema.js';
import { PLUGIN } from './metadata.js';

/** A class that the host can build: a service, tool, prompt or resource. */
export type Buildable<T extends object = object> = new (...services: never[]) => T;

/** What a plugin says of itself: see {@link definePlugin}. */
export interface PluginDefinition {
  /** Kebab-case; the key under `plugins` in mcp.config.json. */
  name: string;
  title: string;
  version: string;
  /** The versions of openai-mcp-host that it works with, as a semver range: `^1`. `*` is refused. */
  host: string;
  /** The class of its settings in mcp.config.json; injectable into the plugin's own classes. */
  settings?: Shape;
  /** Its own services: classes marked `@Service()`, injectable into its own classes. */
  services?: readonly Buildable[];
  /**
   * Names of plugins that it cannot do without. They are started before it and stopped after it; where one is not
   * served, neither is this one. What they export is injectable into its tools and services.
   */
  needs?: readonly string[];
  /**
   * What plugins that need this one may inject: classes marked `@Contract('<plugin>/<Class>')`, each of them one of
   * `services` or extended by exactly one of them. The instance stays this plugin's own: it alone starts and stops it.
   */
  exports?: readonly Exportable[];
  /**
   * What it uses. The host injects nothing else of its own, but `Logger`, `Defaults`, `Shapes` and `Subscribers`. Left out: everything
   * is injectable. It is a declaration and no sandbox: a plugin is code in the host's process and can do what that can.
   */
  uses?: readonly Capability[];
  /** Whether it sends clients log messages with `call.log`: the server states that it does only where a plugin says so. */
  logs?: boolean;
  /** Its tools. Left out: every `*.tool.ts` or `*.tool.js` beside the plugin file. */
  tools?: readonly Buildable[];
  /** Its steps of the call path: classes marked `@CallStep`. Left out: every `*.step.ts` or `*.step.js` beside the plugin file. */
  steps?: readonly Buildable[];
  /** Its prompts. Left out: every `*.prompt.ts` or `*.prompt.js` beside the plugin file. */
  prompts?: readonly Buildable[];
  /** Its resources. Left out: every `*.resource.ts` or `*.resource.js` beside the plugin file. */
  resources?: readonly Buildable[];
  /** One or two sentences that route a model to the right tool; part of the server's instructions. */
  instructions?: string;
}

/** Declares a plugin: the default export of `plugin.ts`, or of a plugin that is a single file. */
export function definePlugin(definition: PluginDefinition): PluginDefinition {
  return Object.defineProperty({ ...definition }, PLUGIN, { value: true });
}

/** Whether a value was made by {@link definePlugin}, of this copy of the package or another. */
export function isPlugin(value: unknown): value is PluginDefinition {
  return typeof value === 'object' && value !== null && Reflect.get(value, PLUGIN) === true;
}
