import { rm } from 'node:fs/promises';
import type { RunningCall } from '../../contracts/running-call.js';
import { withheldFiles } from '../../contracts/withheld-files.js';

/** Lets clients see what a call has made. */
export function release(call: RunningCall): void {
  call.isWithheld = false;
  withheldFiles.release(call.savedFiles);
}

/** Removes files for good; one that can't be removed stays hidden while this process lives. */
export async function removeFiles(paths: readonly string[]): Promise<void> {
  const removed = await Promise.allSettled(paths.map((path) => rm(path, { force: true })));
  withheldFiles.release(paths.filter((_, index) => removed[index]?.status === 'fulfilled'));
}
