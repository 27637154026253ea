import { setImmediate as tick } from 'node:timers/promises';
import type { EstimateServices } from '../estimates/estimate.js';
import { estimateSubject } from '../estimates/estimate-request.js';
import { hostedToolsOf } from '../estimates/hosted-tools.js';
import { isFree } from './free-lines.js';
import { linesOf } from './lines-of.js';

const LINES_PER_TURN = 50;

export interface LinesEstimate {
  /** Nano-USD at batch price; null where it is unknown. */
  most: bigint | null;
  reason: string | null;
  /** Whether the sum of usage that a batch reports is enough to price it. */
  isExact: boolean;
}

const unknown = (reason: string): LinesEstimate => ({ most: null, reason, isExact: false });

/** What the lines of a batch's file may cost at most. */
export async function estimateLines(file: Blob, services: EstimateServices): Promise<LinesEstimate> {
  const total: LinesEstimate = { most: 0n, reason: null, isExact: true };
  let number = 0;
  for await (const line of linesOf(file.stream())) {
    number += 1;
    if (line.trim() === '') continue;
    const { most, reason, isExact } = await estimateLine(line, services);
    if (most === null) return unknown(`Line ${number}: ${reason}`);
    total.most = (total.most ?? 0n) + most;
    total.isExact &&= isExact;
    if (number % LINES_PER_TURN === 0) await tick();
  }
  return total;
}

async function estimateLine(line: string, services: EstimateServices): Promise<LinesEstimate> {
  const { url, body } = parsed(line);
  if (typeof url !== 'string' || typeof body !== 'object' || body === null)
    return unknown('It is no request.');
  const json = { ...body, service_tier: 'default' } as Record<string, unknown>;
  const model = typeof json.model === 'string' ? json.model : null;
  const endpoint = url.replace(/^\/v1/, '');
  if (isFree(endpoint)) return { most: 0n, reason: null, isExact: true };
  const {
    nanoUsd,
    unknown: reason,
    inputTokens,
  } = await estimateSubject({ endpoint, model, json, form: undefined }, services);
  if (nanoUsd === null) return unknown(reason ?? 'Its cost is not known.');
  const long = model === null ? undefined : services.models.entry(model)?.longContext;
  const hasFees = hostedToolsOf(json).length > 0;
  // A sum can't tell which of its tokens were pictures, or came from a prompt that was long.
  const isExact = !hasFees && !endpoint.startsWith('/images/') && inputTokens <= (long?.above ?? inputTokens);
  // Fees are not halved: where there may be some, nothing is.
  return { most: hasFees ? nanoUsd : (nanoUsd + 1n) / 2n, reason: null, isExact };
}

function parsed(line: string): { url?: unknown; body?: unknown } {
  try {
    const request: unknown = JSON.parse(line);
    return typeof request === 'object' && request !== null ? request : {};
  } catch {
    return {};
  }
}
