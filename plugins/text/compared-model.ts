import { type TextAnswer, type ToolCall, ToolError } from 'openai-mcp-host/plugin';

/** How one model did. */
export interface ComparedModel {
  /** As it was asked for. */
  model: string;
  /** The one that answered, where it has another name. */
  served?: string;
  text?: string;
  /** Only where the answer is not whole. */
  finish_reason?: 'length' | 'content_filter';
  /** Its place is taken by a failure, which the others don't share. */
  error?: { code: string; message: string; hint?: string; retryAfterSeconds?: number };
  /** Until the last byte, waits included. */
  seconds: number;
  inputTokens?: number;
  outputTokens?: number;
  /** null where the price is not known; left out where the model failed. */
  costUsd?: number | null;
}

/** Asks one model; its failure becomes its row, unless the whole call was cancelled. */
export async function comparedModel(
  model: string,
  ask: () => Promise<TextAnswer>,
  call: ToolCall,
): Promise<ComparedModel> {
  const start = performance.now();
  const seconds = () => Math.round(performance.now() - start) / 1000;
  try {
    const { text, finish, model: served, usage } = await ask();
    const { inputTokens, outputTokens, costUsd } = usage;
    return {
      model,
      ...(served !== undefined && served !== model && { served }),
      text,
      ...((finish === 'length' || finish === 'content_filter') && { finish_reason: finish }),
      seconds: seconds(),
      inputTokens,
      outputTokens,
      costUsd,
    };
  } catch (error) {
    if (call.signal.aborted || !ToolError.is(error)) throw error;
    const { code, message, hint, facts } = error;
    const { retryAfterSeconds } = facts;
    return {
      model,
      error: { code, message, ...(hint && { hint }), ...(retryAfterSeconds && { retryAfterSeconds }) },
      seconds: seconds(),
    };
  }
}
