import { setFlagsFromString } from 'node:v8';

let underWay = 0;

/** While the work goes on, the heaps of this process are swept before they grow: of many files hardly anything stays, and left to itself V8 takes twice the memory. */
export async function inSmallHeap<T>(work: () => Promise<T>): Promise<T> {
  if (underWay++ === 0) setFlagsFromString('--optimize-for-size');
  try {
    return await work();
  } finally {
    if (--underWay === 0) setFlagsFromString('--no-optimize-for-size');
  }
}
