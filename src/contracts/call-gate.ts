import { ToolError } from '../plugin-api/tool-error.js';
import type { RunningCall } from './running-call.js';

/** What the gate's own requests are booked under; no plugin can be named so. */
export const GATE = 'host:moderation';

/** What goes into a call, or comes out of it. */
export type GateSide = 'input' | 'output';

/** What is to be judged: JSON of any depth, and files by their paths. */
export interface GateMaterial {
  side: GateSide;
  content: unknown;
  files?: readonly string[];
}

/** What the gate says of it. */
export interface GateVerdict {
  /** Scores of the categories that it is flagged for; undefined where it is not. */
  flagged?: Readonly<Record<string, number>>;
  /** Why it is not judged in full, in a few words; undefined where it is. */
  unjudged?: string;
}

/** Judges what goes into calls and comes out of them. */
export interface CallGate {
  /** Whether a person is asked what becomes of flagged calls. */
  readonly asks: boolean;
  /** Whether what nobody can judge passes. */
  readonly passesUnjudged: boolean;
  covers(tool: string, side: GateSide): Promise<boolean>;
  /** @throws whatever keeps it from being judged. */
  judge(material: GateMaterial, call: RunningCall): Promise<GateVerdict>;
}

/** What became of one side of a call at the gate. */
export interface GateRecord {
  side: GateSide;
  /**
   * `passed`: nothing was flagged. `asked`: flagged, and a person is asked. `accepted`, `refused`: flagged, and let through
   * by a person, or not. `unjudged-passed`, `unjudged-refused`: it could not be judged.
   */
  decision: 'passed' | 'asked' | 'accepted' | 'refused' | 'unjudged-passed' | 'unjudged-refused';
  /** Scores of the categories that it was flagged for. */
  categories?: Readonly<Record<string, number>>;
  /** Code of the error that kept it from being judged. */
  code?: string;
}

/** A call that the gate did not let pass: its words are the host's own. */
export class GateRefusal extends ToolError {}
