import type { Fault } from '../contracts/fault.js';
import type { CataloguePlugin } from '../host/catalogue.js';
import type { PluginCode, PluginFiles } from '../host/plugin-code.js';

/** A source file of a plugin, its comments blanked. */
export interface SourceFile {
  path: string;
  text: string;
}

/** The package.json of a plugin that is a package. */
export interface Manifest {
  name?: string;
  version?: unknown;
  private?: boolean;
  keywords?: unknown;
  openaiMcpPlugin?: string;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/** All that rules look at. What could not be had, because of a fault, is missing. */
export interface ExaminedPlugin {
  /** What the host's door says. */
  faults: readonly Fault[];
  files?: PluginFiles;
  sources: readonly SourceFile[];
  /** Whether there are test files. */
  tested: boolean;
  manifest?: Manifest;
  code?: PluginCode;
  described?: CataloguePlugin;
  /** What the import did beside defining classes, in words. */
  importEffects: readonly string[];
}
