import type { ToolCall } from 'openai-mcp-host/plugin';
import { gap, type MissingPart, type Transcript } from './transcript.js';

/** Says what of a transcript is missing, and what it does not mean. */
export function tellGaps({ missing, segments = [] }: Transcript, parts: number, call: ToolCall): void {
  if (missing.length > 0) {
    const gaps = joined(missing).map((part) => `${gap(part)} (${part.code})`);
    const whatToDo = missing.some(({ code }) => code.startsWith('BUDGET_'))
      ? 'The budget has no room for all of it.'
      : 'Call again for all of it.';
    call.note(
      `${missing.length} of ${parts} parts could not be transcribed: ${gaps.join(', ')}. ${whatToDo}`,
    );
  }
  if (parts > 1 && segments.some(({ speaker }) => / \(part \d+\)$/.test(speaker ?? ''))) {
    call.note(
      `The recording went out in ${parts} parts, and voices are told apart within one part only: "A (part 1)" and "A (part 2)" may be different people. Name them by known_speakers, with a clip of each.`,
    );
  }
}

/** Parts that follow on one another and are missing for the same reason, as one. */
function joined(missing: readonly MissingPart[]): MissingPart[] {
  const all: MissingPart[] = [];
  for (const part of missing) {
    const last = all.at(-1);
    if (last?.end === part.start && last.code === part.code)
      all[all.length - 1] = { ...part, start: last.start };
    else all.push(part);
  }
  return all;
}
