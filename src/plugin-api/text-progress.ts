import type { ToolCall } from './tool-call.js';

const PAUSE_MS = 250;
const LENGTH = 200;

/**
 * Tells the client of a text that grows ({@link ToolCall.progress}): its last 200 characters, at most four times a second.
 *
 * @returns what to call with the whole text so far.
 */
export function textProgress(call: ToolCall): (text: string) => void {
  let shownAt = Number.NEGATIVE_INFINITY;
  return (text) => {
    const now = performance.now();
    if (now - shownAt < PAUSE_MS) return;
    shownAt = now;
    call.progress(undefined, text.slice(-LENGTH).replace(/^[\uDC00-\uDFFF]/, ''));
  };
}
