import { badRequest, missing } from '../api-error.js';
import type { Endpoint, EndpointReply } from '../endpoint.js';
import { heardSeconds } from '../heard-sound.js';
import { refuseForTranscription } from '../refused-transcriptions.js';
import { assertServed } from '../sandbox-models.js';
import { asSrt, asVtt, type ToldSegment, toldSegments, toldWords } from '../told-sound.js';
import type { WireJson } from '../wire-json.js';

const TOKENS_PER_SECOND = 10;

const textOf = (segments: readonly ToldSegment[]): string => segments.map(({ text }) => text).join(' ');

const usageOf = (model: string, seconds: number, text: string) => {
  if (!model.startsWith('gpt-4o')) return { type: 'duration', seconds: Math.ceil(seconds) };
  const audio = Math.ceil(seconds * TOKENS_PER_SECOND);
  const output = Math.ceil(text.length / 4);
  return {
    type: 'tokens',
    ...{ input_tokens: audio, output_tokens: output, total_tokens: audio + output },
    input_token_details: { audio_tokens: audio, text_tokens: 0 },
  };
};

const verbose = (segments: readonly ToldSegment[], seconds: number, body: WireJson, task: string) => {
  const granularities = [body.timestamp_granularities ?? 'segment'].flat();
  return {
    task,
    ...{ language: 'english', duration: seconds, text: textOf(segments) },
    ...(granularities.includes('word') && { words: toldWords(segments) }),
    ...(granularities.includes('segment') && {
      segments: segments.map((segment) => ({
        ...segment,
        ...{
          seek: 0,
          tokens: [],
          temperature: 0,
          avg_logprob: -0.1,
          compression_ratio: 1,
          no_speech_prob: 0,
        },
      })),
    }),
  };
};

const diarized = (segments: readonly ToldSegment[], seconds: number, body: WireJson) => {
  const names = [body.known_speaker_names ?? ['A', 'B']].flat();
  return {
    ...{ task: 'transcribe', duration: seconds, text: textOf(segments) },
    segments: segments.map(({ id, ...segment }) => ({
      ...segment,
      ...{ id: `seg_${id}`, type: 'transcript.text.segment', speaker: names[id % names.length] },
    })),
  };
};

async function* streamed(segments: readonly ToldSegment[], usage: unknown): AsyncGenerator<object> {
  for (const { text } of segments) yield { type: 'transcript.text.delta', delta: `${text} ` };
  yield { type: 'transcript.text.done', text: textOf(segments), usage };
}

const reply = (seconds: number, model: string, body: WireJson, task: string): EndpointReply => {
  const segments = toldSegments(seconds);
  const text = textOf(segments);
  const usage = task === 'transcribe' ? { usage: usageOf(model, seconds, text) } : {};
  if (body.stream === 'true' && model !== 'whisper-1') return { events: streamed(segments, usage.usage) };
  switch (body.response_format) {
    case 'text':
      return { text: `${text}\n` };
    case 'srt':
      return { text: asSrt(segments) };
    case 'vtt':
      return { text: asVtt(segments) };
    case 'verbose_json':
      return { json: { ...verbose(segments, seconds, body, task), ...usage } };
    case 'diarized_json':
      return { json: { ...diarized(segments, seconds, body), ...usage } };
    default:
      return { json: { text, ...(model === 'gpt-transcribe' && { languages: [{ code: 'en' }] }), ...usage } };
  }
};

export const createTranscription: Endpoint = async ({ body }) => {
  const model = assertServed(body?.model);
  if (body.file === undefined) throw missing('file');
  refuseForTranscription(model, body);
  const seconds = await heardSeconds(body.file);
  refuseForTranscription(model, body, seconds);
  return reply(seconds, model, body, 'transcribe');
};

export const createTranslation: Endpoint = async ({ body }) => {
  const model = assertServed(body?.model);
  if (model !== 'whisper-1') throw badRequest(`Translation is not supported with ${model}.`, 'model');
  if (body.response_format === 'diarized_json')
    throw badRequest("Invalid value for 'response_format'.", 'response_format', 'invalid_value');
  const seconds = await heardSeconds(body.file);
  return reply(seconds, model, body, 'translate');
};
