import type { LoadedConfig } from '../config/load-config.js';
import type { Host } from '../host/host.js';
import { hideSecrets } from './hide-secrets.js';
import { remark } from './print.js';
import { readConfig } from './read-config.js';

export interface HostFlags {
  config?: string;
  dataDir?: string;
  /** Ask the embedded stand-in instead of OpenAI. */
  sandbox?: boolean;
  /** Log nothing: the command tells what there is to tell. */
  quiet?: boolean;
  /** Takes OpenAI's webhooks, where they are configured. */
  listens?: boolean;
  /** Serves, and so opens what else is configured to be looked at. */
  serves?: boolean;
  /** Swaps plugins that are edited while they are served, and says so. */
  watch?: boolean;
}

export interface OpenHost {
  host: Host;
  loaded: LoadedConfig;
  close(): Promise<void>;
}

/** The host that a command works with, and the stand-in behind it where one was asked for. */
export async function openHost(flags: HostFlags): Promise<OpenHost> {
  const [{ createHost }, configured] = await Promise.all([import('../create-host.js'), readConfig(flags)]);
  // Before any plugin is loaded.
  hideSecrets(configured, process.env);
  if (flags.quiet) configured.config.logLevel = 'silent';
  const watching = flags.watch ? { reloaded: (await import('./tell-reload.js')).tellReload } : {};
  const { listens = false, serves = false } = flags;
  if (!flags.sandbox) {
    const host = await createHost({ loaded: configured, ...watching, listens, serves });
    return { host, loaded: configured, close: () => host.stop() };
  }
  const { startSandbox } = await import('../sandbox/start-sandbox.js');
  const sandbox = await startSandbox();
  remark(
    `Talking to the embedded stand-in at ${sandbox.baseURL}: answers are made up, and nothing is spent.`,
  );
  const loaded = sandboxed(configured);
  try {
    const host = await createHost({ loaded, ...watching, serves, openaiStandIn: sandbox.baseURL });
    return { host, loaded, close: () => host.stop().finally(() => sandbox.stop()) };
  } catch (error) {
    await sandbox.stop();
    throw error;
  }
}

/** Everything as configured, but for the provider: the stand-in answers as OpenAI does. */
export function sandboxed(loaded: LoadedConfig): LoadedConfig {
  const { organization: _, project: __, baseURL: ___, ...openai } = loaded.config.openai;
  return {
    ...loaded,
    apiKey: 'sandbox',
    adminKey: 'sandbox',
    sandboxed: true,
    config: { ...loaded.config, openai },
  };
}
