/** A stretch of speech; times are seconds from the start of the recording. */
export interface Segment {
  start: number;
  end: number;
  text: string;
  speaker?: string;
}

export interface Word {
  start: number;
  end: number;
  word: string;
}

/** What a model heard in one part, its times counted from the start of that part. */
export interface HeardPart {
  text: string;
  languages: string[];
  segments?: Segment[];
  words?: Word[];
}

/** A part that nobody heard. */
export interface MissingPart {
  start: number;
  /** Left out where the recording's end is not known. */
  end?: number;
  /** Why. */
  code: string;
}

/** What was heard in a whole recording. */
export interface Transcript {
  text: string;
  languages: string[];
  segments?: Segment[];
  words?: Word[];
  missing: MissingPart[];
}

export type PartOutcome = { start: number; end: number | undefined } & (
  | { heard: HeardPart }
  | { code: string }
);

/** Puts parts together, in their order; times come to count from the start of the recording. */
export function wholeTranscript(parts: readonly PartOutcome[], knownSpeakers: readonly string[]): Transcript {
  const ordered = parts.toSorted((one, other) => one.start - other.start);
  const heard = ordered.flatMap((part, index) => ('heard' in part ? [{ ...part, number: index + 1 }] : []));
  const missing = ordered.flatMap((part) => ('code' in part ? [missingOf(part)] : []));
  const label = (speaker: string, number: number) =>
    parts.length === 1 || knownSpeakers.includes(speaker) ? speaker : `${speaker} (part ${number})`;
  const segments = heard.flatMap(
    ({ heard, start, end, number }) =>
      heard.segments?.map((segment) => ({
        ...moved(segment, start, end),
        ...(segment.speaker !== undefined && { speaker: label(segment.speaker, number) }),
      })) ?? [],
  );
  const words = heard.flatMap(
    ({ heard, start, end }) => heard.words?.map((word) => moved(word, start, end)) ?? [],
  );
  return {
    text: ordered
      .map((part) => ('heard' in part ? part.heard.text.trim() : gap(missingOf(part))))
      .join('\n')
      .trim(),
    languages: [...new Set(heard.flatMap(({ heard }) => heard.languages))],
    ...(heard.some(({ heard }) => heard.segments !== undefined) && { segments }),
    ...(heard.some(({ heard }) => heard.words !== undefined) && { words }),
    missing,
  };
}

/** Models let a last word end after the part itself. */
function moved<Timed extends { start: number; end: number }>(
  timed: Timed,
  by: number,
  latest = Infinity,
): Timed {
  return {
    ...timed,
    start: Math.min(latest, rounded(timed.start + by)),
    end: Math.min(latest, rounded(timed.end + by)),
  };
}

const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;

const missingOf = ({
  start,
  end,
  code,
}: {
  start: number;
  end: number | undefined;
  code: string;
}): MissingPart => ({
  start: rounded(start),
  ...(end !== undefined && { end: rounded(end) }),
  code,
});

/** What stands in a text where a part of it is missing. */
export const gap = ({ start, end }: MissingPart): string =>
  `[${clock(start)}–${end === undefined ? 'end' : clock(end)} is missing]`;

/** Seconds as people read them: `1:02:03`. */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}
