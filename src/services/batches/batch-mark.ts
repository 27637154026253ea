type Json = Record<string, unknown>;

/** The name in a batch's metadata of the mark by which it is found where the answer that started it was lost. */
export const BATCH_MARK = 'openai-mcp-host';

/** The mark of a batch, or of a request for one. */
export function markOf({ metadata }: Json): string | undefined {
  if (typeof metadata !== 'object' || metadata === null) return undefined;
  const mark = (metadata as Json)[BATCH_MARK];
  return typeof mark === 'string' && mark !== '' ? mark : undefined;
}
