import type { LoadedConfig } from '../config/load-config.js';

/** Defaults, file, environment and flags, put together. */
export async function readConfig(flags: { config?: string; dataDir?: string }): Promise<LoadedConfig> {
  const { loadConfig } = await import('../config/load-config.js');
  const env =
    flags.dataDir === undefined ? process.env : { ...process.env, OPENAI_MCP_DATA_DIR: flags.dataDir };
  return loadConfig({
    env,
    cwd: process.cwd(),
    ...(flags.config === undefined ? {} : { file: flags.config }),
  });
}
