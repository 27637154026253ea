import type { TranscriptionCreateParamsNonStreaming } from 'openai/resources/audio/transcriptions';
import type { ToolCall } from 'openai-mcp-host/plugin';
import type { Transcribing } from './transcribing.js';
import type { TranscriptionAbilities, Wanted } from './transcription-models.js';

/** Everything of a request but its file. */
export type TranscriptionRequest = Omit<TranscriptionCreateParamsNonStreaming, 'file'>;

/** A request that the model takes; what it does not take is left out, and told. */
export function transcriptionRequest(
  input: Transcribing,
  wanted: Wanted,
  { model, abilities, clips }: { model: string; abilities: TranscriptionAbilities; clips: readonly string[] },
  call: ToolCall,
): TranscriptionRequest {
  return {
    model,
    ...answerForm(input, wanted, abilities, call),
    ...languages(input, model, abilities, call),
    ...context(input, model, abilities, call),
    ...(clips.length > 0 && {
      known_speaker_names: Object.keys(input.known_speakers ?? {}),
      known_speaker_references: [...clips],
    }),
  };
}

function answerForm(
  { response_format: format, timestamp_granularities: asked = [] }: Transcribing,
  { timestamps }: Wanted,
  { timestamps: given, hints }: TranscriptionAbilities,
  call: ToolCall,
): Partial<TranscriptionRequest> {
  if (given === 'speakers') {
    if (asked.includes('word')) call.note('This model gives no times of words, only of segments.');
    return { response_format: 'diarized_json', chunking_strategy: 'auto' };
  }
  // The newest models answer in one form only, and want none to be named.
  if (given === 'none') return hints ? {} : { response_format: 'json' };
  if (!timestamps && format !== 'json') return { response_format: 'json' };
  const granularities = new Set<'word' | 'segment'>(['segment', ...asked]);
  return { response_format: 'verbose_json', timestamp_granularities: [...granularities] };
}

function languages(
  { languages: asked = [] }: Transcribing,
  model: string,
  { hints }: TranscriptionAbilities,
  call: ToolCall,
): Partial<TranscriptionRequest> {
  if (asked.length === 0) return {};
  if (hints) return { languages: asked };
  if (asked.length === 1) return { language: asked[0]! };
  call.note(`${model} takes one language only; it was left to find out by itself.`);
  return {};
}

function context(
  { prompt, keywords = [] }: Transcribing,
  model: string,
  abilities: TranscriptionAbilities,
  call: ToolCall,
): Partial<TranscriptionRequest> {
  if (!abilities.prompt) {
    if (prompt || keywords.length > 0) call.note(`${model} takes no prompt and no keywords; dropped.`);
    return {};
  }
  if (abilities.hints || keywords.length === 0) {
    return { ...(prompt && { prompt }), ...(keywords.length > 0 && { keywords }) };
  }
  call.note(`${model} takes no keywords; they were put into the prompt.`);
  return { prompt: [prompt, keywords.join(', ')].filter(Boolean).join('\n') };
}
