import type { GateRecord } from '../../contracts/call-gate.js';
import type { RequestRecord } from '../../contracts/request-record.js';

/** How a call or a request ended; `refused`: a budget had no room for it, or moderation did not let it pass. */
export type AuditOutcome = 'ok' | 'error' | 'cancelled' | 'refused' | 'asked';

/** A call, or a request that one sent. */
export interface AuditRecord {
  id: string;
  /** `gap`: here is missing what could not be written. */
  kind: 'call' | 'request' | 'gap';
  /** When it ended, ms since 1970. */
  at: number;
  client: string | null;
  plugin: string | null;
  tool: string | null;
  /** Id of the tool call. */
  call: string | null;
  endpoint: string | null;
  requestedModel: string | null;
  model: string | null;
  /** Why this model, where `auto` was asked for. */
  routing: string | null;
  inputTokens: number;
  cachedInputTokens: number;
  outputTokens: number;
  /** A whole number as text; null where no price is known. */
  costNanoUsd: string | null;
  basis: RequestRecord['basis'] | null;
  ms: number;
  outcome: AuditOutcome;
  /** Of the error. */
  code: string | null;
  /** HTTP status of a request; 0 where none came. */
  status: number | null;
  tries: number | null;
  /** OpenAI's, of a call those of all its requests. */
  requestIds: string[];
  /** SHA-256 of the arguments' or the body's canonical JSON. */
  inputSha256: string | null;
  /** SHA-256 of the result's canonical JSON, or of the answer's bytes. */
  outputSha256: string | null;
  input?: unknown;
  output?: unknown;
  /** What moderation made of a call. */
  moderation?: readonly GateRecord[];
  /** How many records are missing. */
  lost?: number;
}

export function outcomeOf(code: string | null): AuditOutcome {
  if (code === null) return 'ok';
  if (code === 'CANCELLED') return 'cancelled';
  return /^(BUDGET|MODERATION)_/.test(code) ? 'refused' : 'error';
}

/** A record of nothing yet. */
export const BLANK: Omit<AuditRecord, 'id' | 'kind' | 'at' | 'outcome'> = {
  client: null,
  plugin: null,
  tool: null,
  call: null,
  endpoint: null,
  requestedModel: null,
  model: null,
  routing: null,
  inputTokens: 0,
  cachedInputTokens: 0,
  outputTokens: 0,
  costNanoUsd: null,
  basis: null,
  ms: 0,
  code: null,
  status: null,
  tries: null,
  requestIds: [],
  inputSha256: null,
  outputSha256: null,
};
