import { Contract } from './contract.js';

/** The plugin's log: lines on stderr under the plugin's name. Keys and tokens are redacted; prompts don't belong here. */
@Contract('Logger')
export abstract class Logger {
  abstract debug(message: string, facts?: Record<string, unknown>): void;
  abstract info(message: string, facts?: Record<string, unknown>): void;
  abstract warn(message: string, facts?: Record<string, unknown>): void;
  abstract error(message: string, facts?: Record<string, unknown>): void;
}
