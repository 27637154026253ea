import { canonicalJson } from '../canonical-json.js';
import type { AuditRecord } from './audit-record.js';

const ALL: Record<keyof AuditRecord, true> = {
  id: true,
  kind: true,
  at: true,
  client: true,
  plugin: true,
  tool: true,
  call: true,
  endpoint: true,
  requestedModel: true,
  model: true,
  routing: true,
  inputTokens: true,
  cachedInputTokens: true,
  outputTokens: true,
  costNanoUsd: true,
  basis: true,
  ms: true,
  outcome: true,
  code: true,
  status: true,
  tries: true,
  requestIds: true,
  inputSha256: true,
  outputSha256: true,
  input: true,
  output: true,
  moderation: true,
  lost: true,
};

/** In the order of canonical JSON. */
const FIELDS = (Object.keys(ALL) as (keyof AuditRecord)[])
  .sort()
  .map((field) => ({ field, key: `${JSON.stringify(field)}:` }));

/** The canonical JSON of a record, without what is null or empty, which is half of it. Every call pays for it. */
export function recordText(record: AuditRecord): string {
  let text = '';
  for (const { field, key } of FIELDS) {
    const value = record[field];
    if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) continue;
    text += text === '' ? key : `,${key}`;
    text += canonicalJson(value);
  }
  return `{${text}}`;
}
