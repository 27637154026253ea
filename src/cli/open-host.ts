import type { LoadedConfig } from '../config/load-config.js';
import type { Host } from '../host/host.js';
import type { FollowedConfig } from './followed-config.js';
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
  /** Takes the config up anew when it is changed, and says so. */
  follows?: boolean;
}

export interface OpenHost {
  host: Host;
  loaded: LoadedConfig;
  close(): Promise<void>;
}

/** The host that a command works with, and the stand-in behind it where one was asked for. */
export async function openHost(flags: HostFlags): Promise<OpenHost> {
  const following = flags.follows ? await follow(flags) : undefined;
  const [{ createHost }, loaded] = await Promise.all([
    import('../create-host.js'),
    following?.read() ?? readOnce(flags),
  ]);
  const changing = {
    ...(flags.watch && { reloaded: (await import('./tell-reload.js')).tellReload }),
    ...(following && { following }),
  };
  const { listens = false, serves = false } = flags;
  if (!flags.sandbox) {
    const host = await createHost({ loaded, ...changing, listens, serves });
    return { host, loaded, close: () => host.stop() };
  }
  const { startSandbox } = await import('../sandbox/start-sandbox.js');
  const sandbox = await startSandbox();
  remark(
    `Talking to the embedded stand-in at ${sandbox.baseURL}: answers are made up, and nothing is spent.`,
  );
  try {
    const host = await createHost({ loaded, ...changing, serves, openaiStandIn: sandbox.baseURL });
    return { host, loaded, close: () => host.stop().finally(() => sandbox.stop()) };
  } catch (error) {
    await sandbox.stop();
    throw error;
  }
}

async function follow(flags: HostFlags): Promise<FollowedConfig> {
  const { FollowedConfig } = await import('./followed-config.js');
  return new FollowedConfig(flags, (configured) => refine(configured, flags));
}

async function readOnce(flags: HostFlags): Promise<LoadedConfig> {
  const configured = await readConfig(flags);
  // Before any plugin is loaded.
  hideSecrets(configured, process.env);
  return refine(configured, flags);
}

/** What the command line makes of a config. */
function refine(configured: LoadedConfig, { quiet, sandbox }: HostFlags): LoadedConfig {
  if (quiet) configured.config.logLevel = 'silent';
  return sandbox ? sandboxed(configured) : configured;
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
