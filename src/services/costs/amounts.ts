// A token's price is a whole number of millionths of a millionth of a USD, a multiplier one of thousandths: every sum is
// exact until the last step.

/** USD per million tokens as pico-USD (10^-12) per token. */
export const pico = (usdPerMillion: number): bigint => BigInt(Math.round(usdPerMillion * 1e6));

export const thousandths = (multiplier: number): bigint => BigInt(Math.round(multiplier * 1000));

/** USD in nano-USD. */
export const nanoOf = (usd: number): bigint => BigInt(Math.round(usd * 1e9));
