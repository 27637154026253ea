import type { CatalogueTool } from './catalogue.js';

/** A tool that is served, and whose it is. */
export interface ListedTool extends CatalogueTool {
  plugin: string;
}
