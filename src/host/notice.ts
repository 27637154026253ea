import type { LogLevel } from '../plugin-api/tool-call.js';

/** A log message to clients. */
export interface Notice {
  level: LogLevel;
  /** Who says it, such as the name of a plugin. */
  logger: string;
  /** A text, or facts as JSON has them. */
  data: string | object;
  /** The client that it is about, and that may hear it if it has to say who it is; left out: the whole server. */
  client?: string;
}
