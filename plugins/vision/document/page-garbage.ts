import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = () => void;

const EVERY_BYTES = 12 * 1024 * 1024;
let collect: Collect | undefined;
let bytes = 0;

/**
 * Called for each page that was cut: lets V8 clear away now and then the Blobs of the pages before. It does not count their memory, and by
 * itself would collect none within 200 pages (docs/decisions/0021).
 */
export function passPage(size: number): void {
  bytes += size;
  if (bytes < EVERY_BYTES) return;
  bytes = 0;
  collect ??= (globalThis.gc as Collect | undefined) ?? exposed();
  collect();
}

/** Node hands it out to new contexts alone, and only while the flag is set: whatever comes later in this process does not get it. */
function exposed(): Collect {
  setFlagsFromString('--expose-gc');
  try {
    return runInNewContext('gc') as Collect;
  } finally {
    setFlagsFromString('--no-expose-gc');
  }
}
