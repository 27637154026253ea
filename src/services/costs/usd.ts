/** Nano-USD in USD. */
export const usdOf = (nanoUsd: bigint): number => Number(nanoUsd) / 1e9;
