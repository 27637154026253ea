import { badRequest } from '../api-error.js';
import type { WireJson } from '../wire-json.js';
import { refuseAttributes } from './attributes.js';
import type { IndexedFile } from './indexed-file.js';

const DAY_S = 86_400;
/** Files that are indexed from one look to the next. */
const FILES_A_LOOK = 2;

export type FileCounts = Record<'in_progress' | 'completed' | 'failed' | 'cancelled' | 'total', number>;

export function countFiles(files: Iterable<IndexedFile>): FileCounts {
  const counts: FileCounts = { in_progress: 0, completed: 0, failed: 0, cancelled: 0, total: 0 };
  for (const { facts } of files) {
    counts[facts.status as keyof FileCounts] += 1;
    counts.total += 1;
  }
  return counts;
}

/** Gets on with what is still to be indexed. */
export function indexSome(files: Iterable<IndexedFile>): void {
  let left = FILES_A_LOOK;
  for (const file of files) {
    if (!file.isPending) continue;
    if (left === 0) return;
    left -= 1;
    file.index();
  }
}

/** A vector store with its files, and the batches in which they came. */
export class VectorStore {
  readonly id = `vs_${crypto.randomUUID().replaceAll('-', '')}`;
  readonly files = new Map<string, IndexedFile>();
  readonly batches = new Map<string, { facts: WireJson; files: IndexedFile[] }>();
  private readonly created = Math.floor(Date.now() / 1000);
  private lastActive = this.created;
  private name: string;
  private metadata: WireJson;
  private expires: WireJson;

  constructor(body: WireJson) {
    refuse(body);
    this.name = body?.name ?? '';
    this.metadata = body?.metadata ?? {};
    this.expires = body?.expires_after ?? null;
  }

  get facts(): WireJson {
    const counts = countFiles(this.files.values());
    return {
      id: this.id,
      object: 'vector_store',
      created_at: this.created,
      name: this.name,
      usage_bytes: [...this.files.values()].reduce((sum, { facts }) => sum + facts.usage_bytes, 0),
      file_counts: counts,
      status: this.isExpired ? 'expired' : counts.in_progress > 0 ? 'in_progress' : 'completed',
      expires_after: this.expires,
      expires_at: this.expiresAt,
      last_active_at: this.lastActive,
      metadata: this.metadata,
    };
  }

  get isExpired(): boolean {
    return this.expiresAt !== null && this.expiresAt * 1000 <= Date.now();
  }

  change(body: WireJson): void {
    refuse(body);
    if (body?.name !== undefined) this.name = body.name ?? '';
    if (body?.metadata !== undefined) this.metadata = body.metadata ?? {};
    if (body?.expires_after !== undefined) this.expires = body.expires_after;
    this.touch();
  }

  touch(): void {
    this.lastActive = Math.floor(Date.now() / 1000);
  }

  private get expiresAt(): number | null {
    return this.expires === null ? null : this.lastActive + this.expires.days * DAY_S;
  }
}

function refuse(body: WireJson): void {
  refuseAttributes(body?.metadata, 'metadata', ['string']);
  const expires = body?.expires_after;
  if (expires === undefined || expires === null) return;
  const { anchor, days } = expires;
  if (anchor !== 'last_active_at' || !Number.isInteger(days) || days < 1 || days > 365)
    throw badRequest(
      "Invalid 'expires_after': expected the anchor 'last_active_at' and 1 to 365 days.",
      'expires_after',
      'invalid_value',
    );
}
