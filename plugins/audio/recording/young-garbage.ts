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
  collect ??= collector();
  collect({ type: count % (10 * EVERY) === 0 ? 'major' : 'minor' });
}

function collector(): Collect {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as Collect;
}
