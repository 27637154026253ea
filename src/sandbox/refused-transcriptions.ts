import { badRequest } from './api-error.js';
import type { WireJson } from './wire-json.js';

const FORMATS: readonly [model: RegExp, formats: string[]][] = [
  [/diarize/, ['json', 'text', 'diarized_json']],
  [/^gpt-/, ['json', 'text']],
  [/./, ['json', 'text', 'srt', 'verbose_json', 'vtt']],
];
const LONGEST_SECONDS = 1400;
const UNCUT_SECONDS = 30;
const MOST_SPEAKERS = 4;

const unsupported = (name: string, model: string) =>
  badRequest(
    `Unsupported parameter: '${name}' is not supported with ${model}.`,
    name,
    'unsupported_parameter',
  );

/** What the real models turn down, by family; with the length of the sound, what depends on that. */
export function refuseForTranscription(model: string, body: WireJson, seconds = 0): void {
  const format = body.response_format ?? 'json';
  const formats = FORMATS.find(([name]) => name.test(model))![1];
  if (!formats.includes(format)) {
    throw badRequest(
      `response_format '${format}' is not compatible with model '${model}'. Use '${formats.join("' or '")}' instead.`,
      'response_format',
      'unsupported_value',
    );
  }
  const diarizes = model.includes('diarize');
  if (body.timestamp_granularities !== undefined && format !== 'verbose_json')
    throw badRequest(
      "timestamp_granularities needs response_format 'verbose_json'.",
      'timestamp_granularities',
    );
  if (diarizes && body.prompt !== undefined) throw unsupported('prompt', model);
  for (const name of ['keywords', 'languages', 'language'] as const) {
    const isNew = name !== 'language';
    if (body[name] !== undefined && (model === 'gpt-transcribe') !== isNew) throw unsupported(name, model);
  }
  refuseSpeakers(model, body, diarizes);
  if (model.startsWith('gpt-4o') && seconds > LONGEST_SECONDS) {
    throw badRequest(
      `audio duration ${seconds} seconds is longer than ${LONGEST_SECONDS} seconds which is the maximum for this model`,
      null,
      'invalid_value',
    );
  }
  if (diarizes && seconds > UNCUT_SECONDS && body.chunking_strategy === undefined)
    throw badRequest('chunking_strategy is required for diarization models', 'chunking_strategy');
}

function refuseSpeakers(model: string, body: WireJson, diarizes: boolean): void {
  const names = [body.known_speaker_names ?? []].flat();
  const clips = [body.known_speaker_references ?? []].flat();
  if (!diarizes && names.length + clips.length > 0) throw unsupported('known_speaker_names', model);
  if (names.length !== clips.length || names.length > MOST_SPEAKERS)
    throw badRequest(
      `known_speaker_names and known_speaker_references must match, ${MOST_SPEAKERS} at most.`,
      'known_speaker_names',
    );
  if (clips.some((clip) => !String(clip).startsWith('data:')))
    throw badRequest('known_speaker_references must be data URLs.', 'known_speaker_references');
}
