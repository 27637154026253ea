import type { ToolCall } from './tool-call.js';
import { ToolError } from './tool-error.js';

/**
 * Asks the person at the client before something is deleted ({@link ToolCall.confirm}), and goes on only where they agree. Ask before
 * anything else is done: the call is run again from its start.
 *
 * @param isSure what the tool's own `confirm` parameter says: that the person has agreed. It counts only where the client can't ask.
 * @throws ToolError `NOT_CONFIRMED` where nobody agreed.
 */
export async function confirmed(question: string, isSure: boolean, call: ToolCall): Promise<void> {
  const answer = await call.confirm(question);
  if (answer === 'accepted' || (answer === 'unavailable' && isSure)) return;
  throw answer === 'unavailable'
    ? new ToolError(
        'NOT_CONFIRMED',
        'This client has no way to ask the person, so nothing was deleted.',
        'Ask the person, and call again with confirm: true once they have agreed.',
      )
    : new ToolError('NOT_CONFIRMED', 'The person did not agree; nothing was deleted.');
}
