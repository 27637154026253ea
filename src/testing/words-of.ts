import { type Fault, FaultError } from '../contracts/fault.js';

const line = ({ code, message, hint, where }: Fault): string =>
  [`${code}: ${message}`, hint, where && `(${where})`].filter(Boolean).join(' ');

/** Faults as an error that a test runner shows in full: code, message, hint and place. */
export function wordsOf(error: unknown): Error {
  const faults = Array.isArray(error) ? (error as Fault[]) : error instanceof FaultError ? error.faults : [];
  if (faults.length > 0) return new FaultError(faults.map((each) => ({ ...each, message: line(each) })));
  return error instanceof Error ? error : new Error(String(error));
}
