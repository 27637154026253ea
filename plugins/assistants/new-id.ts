import { randomBytes } from 'node:crypto';

const END_OF_TIME = 10 ** 14;

/** An id whose order is that of its making, the newest first: so lists by id begin with what is newest. */
export const newId = (prefix: 'asst' | 'thread'): string =>
  `${prefix}_${(END_OF_TIME - Date.now()).toString(36).padStart(10, '0')}${randomBytes(12).toString('hex')}`;
