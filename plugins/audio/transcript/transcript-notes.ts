import type { ToolCall } from 'openai-mcp-host/plugin';
import { gap, type Transcript } from './transcript.js';

/** Says what of a transcript is missing, and what it does not mean. */
export function tellGaps({ missing, segments = [] }: Transcript, parts: number, call: ToolCall): void {
  if (missing.length > 0) {
    const gaps = missing.map((part) => `${gap(part)} (${part.code})`).join(', ');
    call.note(
      `${missing.length} of ${parts} parts could not be transcribed: ${gaps}. Call again for all of it.`,
    );
  }
  if (parts > 1 && segments.some(({ speaker }) => / \(part \d+\)$/.test(speaker ?? ''))) {
    call.note(
      `The recording went out in ${parts} parts, and voices are told apart within one part only: "A (part 1)" and "A (part 2)" may be different people. Name them by known_speakers, with a clip of each.`,
    );
  }
}
