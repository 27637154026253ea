import { hash } from 'node:crypto';

/** What stands before the first record. */
export const CHAIN_START = '0'.repeat(64);

/** The hash of a record behind another. */
export const chainHash = (before: string, record: string): string => hash('sha256', before + record, 'hex');
