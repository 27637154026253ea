import { randomUUID } from 'node:crypto';
import type { Broadcast } from '../broadcast.js';

/** Of a server on a file: no other is told anything, and nothing is heard. */
export class LoneBroadcast implements Broadcast {
  readonly self = randomUUID();

  async publish(): Promise<void> {}

  subscribe(): () => void {
    return () => {};
  }

  onGap(): () => void {
    return () => {};
  }

  async listen(): Promise<void> {}

  async close(): Promise<void> {}
}
