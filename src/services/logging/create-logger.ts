import type { Logger } from '../../plugin-api/logger.js';
import { cleanFacts } from './clean-facts.js';
import type { LogLevel } from './log-level.js';
import { openPino } from './open-pino.js';
import { PluginLogger, type WriteLine } from './plugin-logger.js';
import { secretMask } from './secret-mask.js';

export interface LogOptions {
  level: LogLevel;
  /** The file descriptor to write to. Default: 2, stderr; 1 belongs to the protocol. */
  fd?: number;
  /** Lines for people instead of JSON. Default: when the descriptor is a terminal. */
  human?: boolean;
  /** Texts that must never be written, such as the API key in use. */
  secrets?: readonly string[];
}

/** The server's log. Nothing is loaded or opened before the first line that is really written. */
export function createLogger(options: LogOptions): { loggerFor(plugin: string): Logger } {
  const { level, fd = 2 } = options;
  const mask = secretMask(options.secrets ?? []);
  let root: ReturnType<typeof openPino> | undefined;

  const loggerFor = (plugin: string): Logger => {
    let own: ReturnType<typeof openPino> | undefined;
    const write: WriteLine = (lineLevel, message, facts = {}) => {
      root ??= openPino(fd, options.human ?? process.getBuiltinModule('node:tty').isatty(fd));
      own ??= root.child({ plugin: mask(plugin) });
      const cleaned = cleanFacts(facts, mask);
      own[lineLevel](Object.keys(cleaned).length > 0 ? { facts: cleaned } : {}, mask(String(message)));
    };
    return new PluginLogger(level, write);
  };
  return { loggerFor };
}
