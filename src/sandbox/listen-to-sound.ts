import { badRequest } from './api-error.js';
import type { SoundHeard } from './question.js';
import type { WireJson } from './wire-json.js';

const HEARS = /\baudio\b/;
const TOKENS_PER_SECOND = 10;
/** Bytes in a second: of 16-bit mono at 24 kHz, and of 128 kbit/s. */
const RATES: Record<string, number> = { wav: 48_000, mp3: 16_000 };

interface Asked {
  content: unknown;
  /** Such as `messages[0].content`. */
  param: string;
}

/** The sounds in all messages of a chat; refuses what the API refuses. */
export function soundsIn(asked: readonly Asked[], { model, modalities }: WireJson): SoundHeard[] {
  const sounds = asked.flatMap(({ content, param }) =>
    (Array.isArray(content) ? content : []).flatMap((part: WireJson, at) =>
      part?.type === 'input_audio' ? [{ sound: part.input_audio, param: `${param}[${at}]` }] : [],
    ),
  );
  if (HEARS.test(model) && sounds.length === 0 && !modalities?.includes('audio'))
    throw badRequest(
      'This model requires that either input content or output modality contain audio.',
      'model',
      'invalid_value',
    );
  return sounds.map(({ sound, param }) => {
    if (!HEARS.test(model))
      throw badRequest('Invalid content type. input_audio is only supported by certain models.', param);
    return listenTo(sound, `${param}.input_audio`);
  });
}

function listenTo(sound: WireJson, param: string): SoundHeard {
  const rate = RATES[sound?.format];
  if (rate === undefined)
    throw badRequest(
      `Invalid value: '${sound?.format}'. Supported values are: 'wav' and 'mp3'.`,
      `${param}.format`,
      'invalid_value',
    );
  if (typeof sound.data !== 'string' || !/^[A-Za-z\d+/]+={0,2}$/.test(sound.data))
    throw badRequest('The data is not base64-encoded audio.', `${param}.data`, 'invalid_value');
  const bytes = Buffer.from(sound.data, 'base64').length;
  return {
    description: `a sound of ${bytes} bytes (${sound.format})`,
    tokens: Math.ceil((bytes / rate) * TOKENS_PER_SECOND),
  };
}
