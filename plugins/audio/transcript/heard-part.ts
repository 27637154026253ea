import type { TranscriptionCreateResponse } from 'openai/resources/audio/transcriptions';
import type { TranslationCreateResponse } from 'openai/resources/audio/translations';
import type { HeardPart, Segment, Word } from './transcript.js';

type Answer = TranscriptionCreateResponse | TranslationCreateResponse | string;
type Json = Record<string, unknown>;

/** What an answer says, in whatever form its model gives it. Other servers leave out what they like. */
export function heardPart(answer: Answer): HeardPart {
  if (typeof answer === 'string') return { text: answer, languages: [] };
  const { text, segments, words, language, languages } = answer as unknown as Json;
  const codes = list(languages).map(({ code }) => code);
  return {
    text: String(text ?? ''),
    languages: [...codes, language].filter((each) => typeof each === 'string'),
    ...(Array.isArray(segments) && { segments: list(segments).filter(isTimed).map(segmentOf) }),
    ...(Array.isArray(words) && { words: list(words).filter(isTimed).map(wordOf) }),
  };
}

const list = (value: unknown): Json[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'object' && each !== null) : [];

const isTimed = ({ start, end }: Json): boolean => typeof start === 'number' && typeof end === 'number';

const segmentOf = ({ start, end, text, speaker }: Json): Segment => ({
  start: start as number,
  end: end as number,
  text: String(text ?? '').trim(),
  ...(typeof speaker === 'string' && { speaker }),
});

const wordOf = ({ start, end, word }: Json): Word => ({
  start: start as number,
  end: end as number,
  word: String(word ?? ''),
});
