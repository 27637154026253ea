import { type ToolCall, ToolError } from 'openai-mcp-host/plugin';

/**
 * @param isSure whether the caller says that the person has agreed: it counts where nobody can be asked.
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
