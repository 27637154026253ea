import type { HostConfig } from '../../config/host-config.js';

export type LogLevel = HostConfig['logLevel'];

const ORDER: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent'];

/** Whether a line of one level is written where `least` is the least important level to write. */
export const isWritten = (level: LogLevel, least: LogLevel): boolean =>
  ORDER.indexOf(level) >= ORDER.indexOf(least);
