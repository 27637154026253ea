import { sql } from 'kysely';
import type { Storage } from '../../storage/storage.js';

const DAYS_MS = 30 * 86_400_000;
/** From fewer, nobody can tell what is usual. */
const LEAST = 5;

export interface LikeRequest {
  tool: string;
  endpoint: string;
  model: string | null;
  /** Of this client alone; left out: of all. */
  client?: string | undefined;
}

/** What requests like one have cost on average in the last 30 days, in nano-USD, and how many they were. */
export async function usualCost(
  { db }: Storage,
  { tool, endpoint, model, client }: LikeRequest,
  now: number,
): Promise<{ nanoUsd: bigint; requests: number } | undefined> {
  const whose = client === undefined ? sql`` : sql`AND client = ${client}`;
  const { rows } = await sql<{ requests: unknown; cost: string | number | bigint | null }>`
    SELECT count(*) AS requests, sum(cost) AS cost FROM usage_entry
    WHERE at >= ${now - DAYS_MS} AND tool = ${tool} AND endpoint = ${endpoint} AND (model = ${model} OR requested_model = ${model})
      AND basis = 'metered' AND correction = 0 AND cost IS NOT NULL AND status < 400 ${whose}`.execute(db);
  const requests = Number(rows[0]?.requests ?? 0);
  if (requests < LEAST) return undefined;
  return { nanoUsd: BigInt(rows[0]?.cost ?? 0) / BigInt(requests), requests };
}
