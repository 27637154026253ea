import { quietestCut } from './quietest-cut.js';
import type { PartLimits, SoundUnit } from './sound-unit.js';

/** Groups units, in order and none twice, into parts within the limits; each ends where it is quiet. */
export async function* inParts<Unit extends SoundUnit>(
  units: AsyncIterable<Unit>,
  { maxBytes, maxSeconds }: PartLimits,
): AsyncGenerator<Unit[]> {
  let part: Unit[] = [];
  let bytes = 0;
  let seconds = 0;
  for await (const unit of units) {
    if (part.length > 0 && (bytes + unit.bytes > maxBytes || seconds + unit.seconds > maxSeconds)) {
      const end = await quietestCut(part);
      const rest = part.splice(end);
      yield part;
      part = rest;
      bytes = rest.reduce((sum, each) => sum + each.bytes, 0);
      seconds = rest.reduce((sum, each) => sum + each.seconds, 0);
    }
    part.push(unit);
    bytes += unit.bytes;
    seconds += unit.seconds;
  }
  if (part.length > 0) yield part;
}
