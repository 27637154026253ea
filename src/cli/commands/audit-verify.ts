import { verifyChain } from '../../services/audit/verify-chain.js';
import { type AuditFlags, withAudit } from '../open-audit.js';
import { paint } from '../paint.js';
import { print, printJson } from '../print.js';
import { UsageError } from '../usage-error.js';

export interface AuditVerifyFlags extends AuditFlags {
  noted?: string;
}

/** Checks the chain of the audit record. */
export async function auditVerify(flags: AuditVerifyFlags): Promise<number> {
  const noted = flags.noted === undefined ? undefined : readNoted(flags.noted);
  const report = await withAudit(flags, (records) => verifyChain(records, noted));
  if (flags.json) {
    printJson(report);
  } else if (report.intact) {
    const { records, purgedUpTo, head } = report;
    const before = purgedUpTo === 0 ? '' : `; ${purgedUpTo} older ones were purged`;
    print(paint('green', `The audit record is as it was written: ${count(records)}${before}.`));
    if (head.seq > 0) print(`Its last hash, to be noted elsewhere: ${head.seq}:${head.hash}`);
  } else {
    print(paint('red', `The audit record is broken at record ${report.seq}: ${report.why}.`));
  }
  return report.intact ? 0 : 1;
}

const count = (records: number) => (records === 1 ? '1 record' : `${records} records`);

function readNoted(text: string): { seq: number; hash: string } {
  const [, seq, hash = ''] = /^(\d+):([0-9a-f]{64})$/.exec(text) ?? [];
  if (seq === undefined)
    throw new UsageError(
      `--noted ${text} is no hash that verify prints.`,
      'Write it as printed: a number, a colon, the hash.',
    );
  return { seq: Number(seq), hash };
}
