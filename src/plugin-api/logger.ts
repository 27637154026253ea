import { Contract } from './contract.js';

/** The plugin's log: lines on stderr under the plugin's name. Keys and tokens are redacted; prompts don't belong here. */
@Contract('Logger')
export abstract class Logger {
  /** What only an author wants to see; off unless the operator sets the level to `debug`. */
  abstract debug(message: string, facts?: Record<string, unknown>): void;
  /** What an operator may want to know. */
  abstract info(message: string, facts?: Record<string, unknown>): void;
  /** What went wrong and was dealt with. */
  abstract warn(message: string, facts?: Record<string, unknown>): void;
  /** What went wrong and needs somebody. */
  abstract error(message: string, facts?: Record<string, unknown>): void;
}
