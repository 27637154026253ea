import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type Collect = (options: { type: 'minor' | 'major' }) => void;

const EVERY = 1000;
let collect: Collect | undefined;
let count = 0;

/**
 * Called for each packet or frame: lets V8 clear away now and then what the packets before left behind. Two hours are 700,000 of them,
 * and by itself V8 lets the heap grow by 200 MiB before it looks (docs/decisions/0018).
 */
export function passPacket(): void {
  count += 1;
  if (count % EVERY !== 0) return;
  collector()({ type: count % (10 * EVERY) === 0 ? 'major' : 'minor' });
}

/** Called when a part is put together: its buffers are copied into a blob by then, and as large as the part. */
export function passPart(): void {
  collector()({ type: 'major' });
}

const collector = (): Collect => (collect ??= (globalThis.gc as Collect | undefined) ?? exposed());

/** Node hands it out to new contexts alone, and only while the flag is set: whatever comes later in this process does not get it. */
function exposed(): Collect {
  setFlagsFromString('--expose-gc');
  try {
    return runInNewContext('gc') as Collect;
  } finally {
    setFlagsFromString('--no-expose-gc');
  }
}
