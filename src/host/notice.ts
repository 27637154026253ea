import type { LogLevel } from '../plugin-api/tool-call.js';

/** A log message to clients. */
export interface Notice {
  level: LogLevel;
  /** Who says it, such as the name of a plugin. */
  logger: string;
  /** A text, or facts as JSON has them. */
  data: string | object;
  /**
   * Which clients it concerns, by name, among those that had to say who they are. Left out: operators alone. Others, who run the server
   * themselves, get all.
   */
  concerns?: (client: string) => boolean;
}
