import type { ExaminedPlugin } from './examined-plugin.js';

/** `error`: the host does not serve it. `warning`: it is served, and users or models will suffer. `advice`: could be better. */
export type Level = 'error' | 'warning' | 'advice';

/** What a rule has found. */
export interface Complaint {
  message: string;
  hint?: string;
  /** The file, or what the host's fault says of the place. */
  where?: string;
  /** The host's code for it, as in docs/errors.md. */
  code?: string;
}

/** One rule; docs/plugin-rules.md has a heading for its id, with a bad and a good example. */
export interface Rule {
  id: string;
  level: Level;
  check(plugin: ExaminedPlugin): Complaint[] | Promise<Complaint[]>;
}

export interface Finding extends Complaint {
  rule: string;
  level: Level;
}
