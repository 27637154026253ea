import type { LoadedConfig } from '../config/load-config.js';

export interface ConfigFlags {
  config?: string;
  dataDir?: string;
  /** The database of what the embedded stand-in answers. */
  sandbox?: boolean;
  /** In place of that of the process. */
  env?: NodeJS.ProcessEnv;
  /** Is told of every file that the config comes from. */
  seen?: (path: string) => void;
}

/** Defaults, file, environment and flags, put together. */
export async function readConfig(flags: ConfigFlags): Promise<LoadedConfig> {
  const { loadConfig } = await import('../config/load-config.js');
  const { dataDir, seen } = flags;
  const given = flags.env ?? process.env;
  const env = dataDir === undefined ? given : { ...given, OPENAI_MCP_DATA_DIR: dataDir };
  const loaded = await loadConfig({
    env,
    cwd: process.cwd(),
    ...(flags.config === undefined ? {} : { file: flags.config }),
    ...(seen === undefined ? {} : { seen }),
  });
  return flags.sandbox ? { ...loaded, sandboxed: true } : loaded;
}
