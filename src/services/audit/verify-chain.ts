import { chainHash } from '../../storage/audit-chain.js';
import type { AuditEnds, AuditStore, ChainedEntry } from '../../storage/audit-store.js';

/** Whether the audit record is as it was written. */
export type ChainReport =
  | { intact: true; records: number; purgedUpTo: number; head: AuditEnds['head'] }
  | { intact: false /** The first record that is not as it was. */; seq: number; why: string };

type End = AuditEnds['head'];

const PAGE = 500;
/** How often a purge may come in between. */
const MOST_STARTS = 5;

/**
 * Goes through the whole chain, from where it was last purged to its end; others may add to it meanwhile.
 *
 * @param noted an earlier head, kept where nobody who can write the database can write.
 */
export async function verifyChain(store: AuditStore, noted?: End): Promise<ChainReport> {
  for (let starts = 1; ; starts++) {
    const ends = await store.ends();
    if (ends === undefined) return broken(1, 'the row that says where the chain begins and ends is gone');
    const report = await verifyFrom(store, ends, noted);
    const moved = (await store.ends())?.anchor.seq !== ends.anchor.seq;
    if (report.intact || !moved || starts === MOST_STARTS) return report;
  }
}

async function verifyFrom(store: AuditStore, { anchor, head }: AuditEnds, noted?: End): Promise<ChainReport> {
  const faultOf = (entry: End): string | undefined => {
    if (entry.seq === head.seq && entry.hash !== head.hash) return 'it is not the one that was written last';
    if (entry.seq === noted?.seq && entry.hash !== noted.hash)
      return 'its hash is not the one that was noted';
    return undefined;
  };
  const atAnchor = faultOf(anchor);
  if (atAnchor !== undefined) return broken(anchor.seq, atAnchor);
  let last: End = anchor;
  for (
    let page = await store.read(last.seq, PAGE);
    page.length > 0;
    page = await store.read(last.seq, PAGE)
  ) {
    for (const entry of page) {
      const why = linkFault(entry, last) ?? faultOf(entry);
      if (why !== undefined) return broken(last.seq + 1, why);
      last = { seq: entry.seq, hash: entry.hash };
    }
  }
  const most = Math.max(head.seq, noted?.seq ?? 0);
  if (last.seq < most)
    return broken(last.seq + 1, `it is gone, and so is all behind it, up to record ${most}`);
  const now = (await store.ends())?.head ?? head;
  if (last.seq > now.seq) return broken(now.seq + 1, 'it was added by something other than this server');
  return { intact: true, records: last.seq - anchor.seq, purgedUpTo: anchor.seq, head: last };
}

/** Why an entry is not the one that was written behind the last. */
function linkFault({ seq, at, record, hash }: ChainedEntry, last: End): string | undefined {
  if (seq !== last.seq + 1) return 'it is gone';
  if (hash !== chainHash(last.hash, record)) return 'it was changed, or what stood before it was';
  return (JSON.parse(record) as { at: number }).at === at ? undefined : 'its time was changed';
}

const broken = (seq: number, why: string): ChainReport => ({ intact: false, seq, why });
