import { rm } from 'node:fs/promises';
import type { RunningCall } from '../../contracts/running-call.js';
import { withheldFiles } from '../../contracts/withheld-files.js';

/** Lets clients see what a call has made. */
export function release(call: RunningCall): void {
  call.isWithheld = false;
  releaseFiles(call.savedFiles);
}

export function releaseFiles(paths: readonly string[]): void {
  for (const path of paths) withheldFiles.delete(path);
}

/** Removes files for good; one that can't be removed stays hidden while this process lives. */
export async function removeFiles(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const isGone = await rm(path, { force: true }).then(
      () => true,
      () => false,
    );
    if (isGone) withheldFiles.delete(path);
  }
}
