import type { SoundUnit } from './sound-unit.js';

/** How far before the end of a part its cut may fall. */
const SEARCHED_SECONDS = 15;
/** OpenAI refuses sound shorter than a tenth of a second: so much of a part at least is left for the next. */
const LEFT_SECONDS = 1;
/** A pause between words is longer than the gaps within one. */
const PAUSE_SECONDS = 0.3;

/** The index before which to cut: in the middle of the quietest moment near the end, the last of equals. */
export async function quietestCut(units: readonly SoundUnit[]): Promise<number> {
  const latest = indexBeforeEnd(units, LEFT_SECONDS);
  const earliest = indexBeforeEnd(units, SEARCHED_SECONDS);
  if (latest <= 1) return units.length;
  const seen = units.slice(Math.max(1, earliest), latest);
  const loudness: number[] = [];
  for (const { loudness: each } of seen) loudness.push(typeof each === 'number' ? each : await each());

  const span = Math.max(1, Math.round(PAUSE_SECONDS / (seen[0]?.seconds || PAUSE_SECONDS)));
  let best = latest;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at + span <= seen.length; at++) {
    const sum = loudness.slice(at, at + span).reduce((total, each) => total + each, 0);
    if (sum > least) continue;
    least = sum;
    best = Math.max(1, earliest) + at + Math.ceil(span / 2);
  }
  return best;
}

function indexBeforeEnd(units: readonly SoundUnit[], seconds: number): number {
  let left = seconds;
  let index = units.length;
  while (index > 0 && left > 1e-9) left -= units[--index]!.seconds;
  return index;
}
