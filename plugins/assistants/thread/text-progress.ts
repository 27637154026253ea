import type { ToolCall } from 'openai-mcp-host/plugin';

const PAUSE_MS = 250;
const LENGTH = 200;

/** Shows a growing text by its end, at most four times a second. */
export function textProgress(call: ToolCall): (text: string) => void {
  let shownAt = Number.NEGATIVE_INFINITY;
  return (text) => {
    const now = performance.now();
    if (now - shownAt < PAUSE_MS) return;
    shownAt = now;
    call.progress(undefined, text.slice(-LENGTH).replace(/^[\uDC00-\uDFFF]/, ''));
  };
}
