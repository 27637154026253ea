import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { currentCall } from '../../contracts/current-call.js';
import type { RunningCall } from '../../contracts/running-call.js';

/** The folders that a client works in, by its own word: believed of one that could read them itself, and of no other. */
export class ClientRoots {
  private readonly told = new WeakMap<RunningCall, Promise<string[]>>();

  /** Those of the client whose call is running; asked for once in a call, however many files it names. */
  async now(): Promise<string[]> {
    const call = currentCall.getStore();
    if (call === undefined || !call.isLocal) return [];
    let told = this.told.get(call);
    if (told === undefined) {
      told = foldersOf(call);
      this.told.set(call, told);
    }
    return told;
  }
}

async function foldersOf(call: RunningCall): Promise<string[]> {
  const asked = await call.roots();
  if (asked.answer !== 'accepted') return [];
  return asked.roots.flatMap(({ uri }) => {
    const path = pathOf(uri);
    return path === undefined || !isAbsolute(path) || path.includes('\0') ? [] : [path];
  });
}

/** Undefined for what is no folder of this machine. */
function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}
