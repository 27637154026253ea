import type { Segment } from './transcript.js';

/** Segments as SubRip has them. */
export const srt = (segments: readonly Segment[]): string =>
  cues(segments)
    .map(
      ({ start, end, text, speaker }, index) =>
        `${index + 1}\n${stamp(start, ',')} --> ${stamp(end, ',')}\n${speaker ? `${speaker}: ` : ''}${text}\n`,
    )
    .join('\n');

/** Segments as WebVTT has them. */
export const vtt = (segments: readonly Segment[]): string =>
  `WEBVTT\n\n${cues(segments)
    .map(({ start, end, text, speaker }) => {
      const voice = speaker ? `<v ${escaped(speaker).replace(/\s*\n\s*/g, ' ')}>` : '';
      return `${stamp(start, '.')} --> ${stamp(end, '.')}\n${voice}${escaped(text)}\n`;
    })
    .join('\n')}`;

/** An empty line would end a cue. */
const cues = (segments: readonly Segment[]): Segment[] =>
  segments
    .map((segment) => ({ ...segment, text: segment.text.trim().replace(/\s*\n\s*/g, '\n') }))
    .filter(({ text }) => text !== '');

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function stamp(seconds: number, mark: string): string {
  const ms = Math.round(seconds * 1000);
  const part = (size: number, limit: number, digits = 2) =>
    String(Math.floor(ms / size) % limit).padStart(digits, '0');
  return `${part(3_600_000, 1000)}:${part(60_000, 60)}:${part(1000, 60)}${mark}${part(1, 1000, 3)}`;
}
