import { Logger } from '../../plugin-api/logger.js';
import { isWritten, type LogLevel } from './log-level.js';

export type WriteLine = (
  level: 'debug' | 'info' | 'warn' | 'error',
  message: string,
  facts?: Record<string, unknown>,
) => void;

/** The log of one plugin. */
export class PluginLogger extends Logger {
  constructor(
    private readonly least: LogLevel,
    private readonly write: WriteLine,
  ) {
    super();
  }

  debug(message: string, facts?: Record<string, unknown>): void {
    if (isWritten('debug', this.least)) this.write('debug', message, facts);
  }

  info(message: string, facts?: Record<string, unknown>): void {
    if (isWritten('info', this.least)) this.write('info', message, facts);
  }

  warn(message: string, facts?: Record<string, unknown>): void {
    if (isWritten('warn', this.least)) this.write('warn', message, facts);
  }

  error(message: string, facts?: Record<string, unknown>): void {
    if (isWritten('error', this.least)) this.write('error', message, facts);
  }
}
