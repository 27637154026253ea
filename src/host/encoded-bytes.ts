/** How many bytes a value takes in a message. */
export const encodedBytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));
