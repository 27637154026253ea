import type { CatalogueTool } from './catalogue.js';
import type { PluginRuntime } from './plugin-runtime.js';

/** A tool that is on, and the plugin that runs it. */
export interface ServedTool {
  tool: CatalogueTool;
  runtime: PluginRuntime;
}
