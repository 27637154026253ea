import { type BuildContext, buildParts } from './build-parts.js';
import type { LoadedConfig } from './config/load-config.js';
import type { DecoratedClasses } from './host/decorated-classes.js';
import { HeldAnswers } from './host/gate/held-answers.js';
import { Host } from './host/host.js';
import type { HotReload, Reload } from './host/hot-reload.js';
import { OneAtATime } from './host/one-at-a-time.js';
import { PlacedSources } from './host/placed-sources.js';
import { inPlugin } from './host/plugin-hooks.js';
import type { ConfigChange } from './host/reload/config-change.js';
import type { PluginDefinition } from './plugin-api/plugin.js';
import { once } from './services/once.js';
import { createShared } from './services/shared-services.js';
import { openTelemetry } from './services/telemetry/open-telemetry.js';

/** Takes up the config anew while the host serves. */
export interface ConfigFollowing {
  /** The config as it is now. */
  read(): Promise<LoadedConfig>;
  /** Is given what has it read and taken up; returns what ends that. */
  begin(reload: () => Promise<ConfigChange>): () => void;
}

export interface HostOptions {
  /** What `loadConfig` gave. */
  loaded: LoadedConfig;
  /** Plugins in memory, beside those that the config names; each in place of a bundled one of the same name. */
  plugins?: readonly PluginDefinition[];
  /** Where every request to OpenAI ends up in its place, the host being none the wiser: for tests. */
  openaiStandIn?: string;
  /** Takes OpenAI's webhooks, where they are configured: for a host that serves. */
  listens?: boolean;
  /** Opens the port of `/metrics`, where one is configured: for a host that serves, over whichever transport. */
  serves?: boolean;
  /** Swaps plugins that are edited while the host serves, and hears of each edit. */
  reloaded?: (reload: Reload) => void;
  /** Left out, the config holds until the host stops. */
  following?: ConfigFollowing;
}

/**
 * Puts a host together; `buildParts` says how.
 *
 * @throws FaultError when the config names tools that don't exist. A plugin that can't be served is one of the host's
 *   `faults`, and the others are served.
 */
export async function createHost(options: HostOptions): Promise<Host> {
  const {
    loaded,
    plugins = [],
    openaiStandIn,
    listens = false,
    serves = false,
    reloaded,
    following,
  } = options;
  const watched = reloaded !== undefined;
  const shared = createShared(loaded);
  const telemetry = await openTelemetry(loaded);
  const held = new HeldAnswers(shared.heldAnswers);
  const sources = new PlacedSources(watched ? await followClasses() : undefined);
  const context: BuildContext = {
    ...{ plugins, openaiStandIn, listens, held, sources },
    changes: watched ? 'with-edits' : following === undefined ? 'never' : 'with-config',
    hooks: {
      notify: (...notice) => host.notify(...notice),
      dryRun: (request) => host.estimate(request),
      hostState: () => host.state,
      run: (call) => host.longCalls.run(call),
      ...{ shared, telemetry },
    },
  };
  const first = await buildParts(loaded, context).catch(async (error: unknown) => {
    await telemetry?.stop();
    await shared.close();
    throw error;
  });
  const endings: (() => void)[] = [];
  const host = new Host(first.parts, async () => {
    for (const end of endings) end();
    await held.stop();
    // It may read the ledger once more.
    await telemetry?.stop();
    await shared.close();
  });
  first.parts.begin();
  if (serves) void telemetry?.listen();
  const turns = new OneAtATime();
  const log = first.makings.services.loggerFor('host');
  let hot: HotReload | undefined;
  if (reloaded !== undefined) {
    const { HotReload } = await import('./host/hot-reload.js');
    hot = new HotReload(host, first, { sources, turns, log, reloaded });
    await hot.watch();
    endings.push(() => hot?.close());
  }
  if (following !== undefined) {
    const open = once(async () => {
      const { ConfigReload } = await import('./host/reload/config-reload.js');
      const read = () => following.read();
      const build = (next: LoadedConfig) => buildParts(next, context);
      return new ConfigReload(host, loaded, first, { read, build, turns, sources, hot });
    });
    endings.push(following.begin(async () => (await open()).reload()));
  }
  return host;
}

async function followClasses(): Promise<DecoratedClasses> {
  const { DecoratedClasses } = await import('./host/decorated-classes.js');
  return DecoratedClasses.follow(inPlugin);
}
