import { claimStdout } from '../transports/claim-stdout.js';

/** The one way to stdout: whatever else is printed, by plugins too, goes to stderr. */
export const print = (text: string): void => void claimStdout().write(`${text}\n`);

export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));

/** To a person, beside the data: never in the way of a pipe. */
export const remark = (text: string): void => void process.stderr.write(`${text}\n`);

/** Resolves when all that was printed has left the process. */
export const printed = (): Promise<void> =>
  new Promise((resolve) => claimStdout().write('', () => resolve()));
