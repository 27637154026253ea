/** What the sandbox says it heard: it hears nothing but how long a recording is. */
export interface ToldSegment {
  id: number;
  start: number;
  end: number;
  text: string;
}

const SEGMENT_SECONDS = 5;

const rounded = (seconds: number): number => Math.round(seconds * 100) / 100;

/** A sentence for every five seconds. */
export function toldSegments(seconds: number): ToldSegment[] {
  const count = Math.max(1, Math.ceil(seconds / SEGMENT_SECONDS - 0.02));
  return Array.from({ length: count }, (_, id) => {
    const start = id * SEGMENT_SECONDS;
    const end = rounded(Math.min(seconds, start + SEGMENT_SECONDS));
    return { id, start, end, text: `The sandbox heard sound from second ${start} to ${Math.round(end)}.` };
  });
}

/** Its words, evenly spread. */
export const toldWords = (segments: readonly ToldSegment[]) =>
  segments.flatMap(({ start, end, text }) => {
    const words = text.split(' ');
    const step = (end - start) / words.length;
    return words.map((word, at) => ({
      word: word.replace(/\.$/, ''),
      start: rounded(start + at * step),
      end: rounded(start + (at + 1) * step),
    }));
  });

const stamp = (seconds: number, mark: string): string => {
  const iso = new Date(Math.round(seconds * 1000)).toISOString();
  return iso.slice(11, 23).replace('.', mark);
};

export const asSrt = (segments: readonly ToldSegment[]): string =>
  segments
    .map(({ id, start, end, text }) => `${id + 1}\n${stamp(start, ',')} --> ${stamp(end, ',')}\n${text}\n\n`)
    .join('');

export const asVtt = (segments: readonly ToldSegment[]): string =>
  `WEBVTT\n\n${segments.map(({ start, end, text }) => `${stamp(start, '.')} --> ${stamp(end, '.')}\n${text}\n\n`).join('')}`;
