import { ToolError } from '../../plugin-api/tool-error.js';
import type { OutgoingRequest } from '../openai/outgoing-request.js';

/** Why a request failed, in a code; null where it did not. */
export function failureCode({
  failure,
  signal,
  status,
}: Pick<OutgoingRequest, 'failure' | 'signal' | 'status'>) {
  if (ToolError.is(failure)) return failure.code;
  if (failure !== undefined) return signal.aborted ? 'CANCELLED' : 'UNEXPECTED';
  return status >= 400 ? `HTTP_${status}` : null;
}
