import type { HostConfig } from '../../config/host-config.js';
import { currentCall } from '../../contracts/current-call.js';
import type { Logger } from '../../plugin-api/logger.js';
import { cleanFacts } from './clean-facts.js';
import type { LogLevel } from './log-level.js';
import type { LogSink } from './log-sink.js';
import { openPino } from './open-pino.js';
import { PluginLogger, type WriteLine } from './plugin-logger.js';
import { secretMask } from './secret-mask.js';

export interface LogOptions {
  level: LogLevel;
  /** The file descriptor to write to. Default: 2, stderr; 1 belongs to the protocol. */
  fd?: number;
  /** Lines for people instead of JSON. Default: when the descriptor is a terminal. */
  human?: boolean | undefined;
  /** Texts that must never be written, such as the API key in use. */
  secrets?: readonly string[];
  /** Where lines go beside the descriptor, and what they are marked with. */
  sink?: LogSink | undefined;
}

/** `logFormat` of the config, as an option. */
export const isHuman = (format: HostConfig['logFormat']): boolean | undefined =>
  format === 'auto' ? undefined : format === 'human';

export interface HouseLog {
  /** For what the house itself says. */
  loggerFor(part: string): Logger;
  /** For what a plugin says: that stays here. */
  loggerOf(plugin: string): Logger;
}

/** The server's log. Nothing is loaded or opened before the first line that is really written. */
export function createLogger(options: LogOptions): HouseLog {
  const { level, fd = 2, sink } = options;
  const mask = secretMask(options.secrets ?? []);
  let root: ReturnType<typeof openPino> | undefined;

  const open = (plugin: string, isOurs: boolean): Logger => {
    let own: ReturnType<typeof openPino> | undefined;
    const write: WriteLine = (lineLevel, message, facts = {}) => {
      root ??= openPino(fd, options.human ?? process.getBuiltinModule('node:tty').isatty(fd));
      own ??= root.child({ plugin: mask(plugin) });
      const cleaned = cleanFacts(facts, mask);
      const text = mask(String(message));
      const marks = { ...callMarks(mask), ...sink?.marks() };
      own[lineLevel]({ ...marks, ...(Object.keys(cleaned).length > 0 && { facts: cleaned }) }, text);
      if (isOurs) sink?.take?.({ level: lineLevel, plugin, message: text, facts: cleaned, marks });
    };
    return new PluginLogger(level, write);
  };
  return { loggerFor: (part) => open(part, true), loggerOf: (plugin) => open(plugin, false) };
}

const LONGEST_NAME = 200;

/** On whose behalf a line is written. */
function callMarks(mask: (text: string) => string): Record<string, string> {
  const call = currentCall.getStore();
  if (call === undefined) return {};
  const { id, tool, client } = call;
  return {
    call: id,
    tool: mask(tool.slice(0, LONGEST_NAME)),
    client: mask(client.name.slice(0, LONGEST_NAME)),
  };
}
