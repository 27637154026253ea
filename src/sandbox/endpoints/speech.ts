import { badRequest, missing } from '../api-error.js';
import type { Endpoint } from '../endpoint.js';
import { makeSound, SOUND_TYPES, type SoundFormat } from '../make-sound.js';
import { assertServed } from '../sandbox-models.js';

const FORMATS = ['mp3', 'opus', 'aac', 'flac', 'wav', 'pcm'];
const VOICES = 'alloy ash ballad cedar coral echo fable marin nova onyx sage shimmer verse'.split(' ');
const LONGEST = 4096;

const tooLong = (name: string, length: number) =>
  badRequest(
    `Invalid '${name}': string too long. Expected a string with maximum length ${LONGEST}, but got a string with length ${length} instead.`,
    name,
    'string_above_max_length',
  );

const refuse = (name: string, value: unknown, allowed: string) =>
  badRequest(
    `Invalid value for '${name}': ${JSON.stringify(value)}. Expected ${allowed}.`,
    name,
    'invalid_value',
  );

export const createSpeech: Endpoint = async ({ body }) => {
  const { input, voice, instructions, response_format: format = 'mp3', speed = 1 } = body;
  const model = assertServed(body.model);
  if (!/tts/.test(model))
    throw badRequest(`The model \`${model}\` does not speak.`, 'model', 'invalid_value');
  if (typeof input !== 'string' || input === '') throw missing('input');
  if (voice === undefined) throw missing('voice');
  const isCustom = typeof voice === 'object' && /^voice_/.test(voice?.id);
  if (!isCustom && !VOICES.includes(voice)) throw refuse('voice', voice, `one of ${VOICES.join(', ')}`);
  for (const [name, text] of Object.entries({ input, instructions })) {
    const { length } = [...String(text ?? '')];
    if (length > LONGEST) throw tooLong(name, length);
  }
  if (typeof speed !== 'number' || speed < 0.25 || speed > 4) throw refuse('speed', speed, '0.25 to 4');
  if (!FORMATS.includes(format)) throw refuse('response_format', format, `one of ${FORMATS.join(', ')}`);
  if (!(format in SOUND_TYPES)) {
    throw badRequest(
      `The sandbox can't make ${format}; the real API can. Ask it for mp3, wav, pcm, aac or opus.`,
      'response_format',
    );
  }
  const bytes = await makeSound(input, format as SoundFormat, speed);
  return { bytes, contentType: SOUND_TYPES[format as SoundFormat] };
};
