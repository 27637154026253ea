import { closeSync, openSync } from 'node:fs';
import { ConfigWatch, textOf } from '../config/config-watch.js';
import type { LoadedConfig } from '../config/load-config.js';
import type { ConfigFollowing } from '../create-host.js';
import type { ConfigChange } from '../host/reload/config-change.js';
import { hideSecrets } from './hide-secrets.js';
import { type ConfigFlags, readConfig } from './read-config.js';
import { tellChange } from './tell-change.js';

/** The config of a server that takes it up anew when a file of it is saved, or on SIGHUP. */
export class FollowedConfig implements ConfigFollowing {
  /** As it was at the start: what it said of secrets is not there any more for others. */
  private readonly env = { ...process.env };
  private readonly hasTerminal = process.stdin.isTTY;
  /** The files that the config came from the last time, as they were read then. */
  private texts = new Map<string, string | undefined>();
  private file: string | undefined;
  private hungUp = () => {
    this.isAsked = true;
  };
  private isAsked = false;

  /** @param refine what the command makes of a config. */
  constructor(
    private readonly flags: ConfigFlags,
    private readonly refine: (loaded: LoadedConfig) => LoadedConfig,
  ) {
    // On Windows it says that the console is closed.
    if (process.platform !== 'win32') process.on('SIGHUP', () => this.hungUp());
  }

  async read(): Promise<LoadedConfig> {
    const before = [...this.texts.keys()].map((known) => [known, textOf(known)] as const);
    const texts = new Map<string, string | undefined>();
    const seen = (file: string) => void texts.set(file, textOf(file));
    const { env, flags, file } = this;
    try {
      // A config that was found stays the one that is meant: without it, the server is not to fall back on the defaults.
      const loaded = await readConfig({
        ...flags,
        ...(file === undefined ? {} : { config: file }),
        env,
        seen,
      });
      this.texts = texts;
      const isFound = flags.config === undefined && !env.OPENAI_MCP_CONFIG?.trim();
      if (isFound) this.file = loaded.file;
      hideSecrets(loaded, process.env);
      return this.refine(loaded);
    } catch (error) {
      // Those that a faulty config does not name any more may be part of what mends it.
      this.texts = new Map([...before, ...texts]);
      throw error;
    }
  }

  begin(reload: () => Promise<ConfigChange>): () => void {
    const take = async () => {
      tellChange(await reload());
      watch.follow(this.texts);
    };
    const watch = new ConfigWatch(() => void take());
    watch.follow(this.texts);
    this.hungUp = () => {
      if (this.hasTerminal && !isTerminalThere()) process.kill(process.pid, 'SIGTERM');
      else void take();
    };
    if (this.isAsked) this.hungUp();
    return () => {
      watch.close();
      this.hungUp = () => {};
    };
  }
}

/** A terminal that is closed sends the same signal, and a server that was started in it goes with it. */
function isTerminalThere(): boolean {
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch {
    return false;
  }
}
