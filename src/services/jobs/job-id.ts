import { randomBytes } from 'node:crypto';

/** Hard to guess. */
export const newJobId = (): string => `job_${randomBytes(18).toString('base64url')}`;
