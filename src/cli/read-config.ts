import type { LoadedConfig } from '../config/load-config.js';

export interface ConfigFlags {
  config?: string;
  dataDir?: string;
  /** The database of what the embedded stand-in answers. */
  sandbox?: boolean;
}

/** Defaults, file, environment and flags, put together. */
export async function readConfig(flags: ConfigFlags): Promise<LoadedConfig> {
  const { loadConfig } = await import('../config/load-config.js');
  const env =
    flags.dataDir === undefined ? process.env : { ...process.env, OPENAI_MCP_DATA_DIR: flags.dataDir };
  const loaded = await loadConfig({
    env,
    cwd: process.cwd(),
    ...(flags.config === undefined ? {} : { file: flags.config }),
  });
  return flags.sandbox ? { ...loaded, sandboxed: true } : loaded;
}
