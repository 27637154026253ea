import { pico } from '../costs/amounts.js';
import { dearest, modelOf } from './dearest-price.js';
import type { CostSubject, Estimator } from './estimate.js';
import { mpegSeconds } from './mpeg-seconds.js';
import { soundSeconds } from './sound-seconds.js';
import { estimateOf, UnknownCost } from './unknown-cost.js';

const SOUND_TOKENS_PER_SECOND = 10;
const HEARD_AT_MOST = 2000;
/** Of gpt-4o-mini-tts: $0.015 a minute at $12 a million tokens, rounded up. */
const SPOKEN_TOKENS_PER_SECOND = 21;
const SECONDS_PER_CHARACTER = 1;
const PAUSE_SECONDS = 10;

/** Sound to text. */
export const estimateTranscription: Estimator = async (subject, services) => {
  const model = await modelOf(subject, services);
  const seconds = await secondsOf(subject);
  const hour = model.priced?.price?.audioHour;
  if (typeof hour === 'number')
    return estimateOf(0, 0, () => (pico(hour) * 1_000_000n * BigInt(Math.ceil(known(seconds)))) / 3600n + 1n);
  const prompt = Buffer.byteLength(String(subject.form?.get('prompt') ?? '')) + 64;
  const heard = Math.ceil((seconds ?? 0) * SOUND_TOKENS_PER_SECOND);

  return estimateOf(prompt + heard, HEARD_AT_MOST, () => {
    known(seconds);
    const sound = BigInt(heard) * dearest(model, ['input', 'audioInput']);
    if ((subject.form?.get('chunking_strategy') ?? null) !== null)
      throw new UnknownCost(
        'Into how many pieces a recording is cut has no bound.',
        'Leave chunking_strategy out.',
      );
    return (
      sound + BigInt(prompt) * dearest(model, ['input']) + BigInt(HEARD_AT_MOST) * dearest(model, ['output'])
    );
  });
};

/** Text to sound. Nobody speaks slower than a second for each character, at the usual speed. */
export const estimateSpeech: Estimator = async (subject, services) => {
  const model = await modelOf(subject, services);
  const { input, instructions, speed } = subject.json;
  const text = typeof input === 'string' ? input : '';
  const prompt =
    Buffer.byteLength(text) + Buffer.byteLength(typeof instructions === 'string' ? instructions : '') + 64;
  const slowness = typeof speed === 'number' && speed > 0 ? Math.max(1, 1 / speed) : 1;
  const seconds = (text.length * SECONDS_PER_CHARACTER + PAUSE_SECONDS) * slowness;
  const spoken = Math.ceil(seconds * SPOKEN_TOKENS_PER_SECOND);
  const { characters } = model.priced?.price ?? {};
  if (typeof characters === 'number') return estimateOf(0, 0, () => BigInt(text.length) * pico(characters));
  return estimateOf(
    prompt,
    spoken,
    () =>
      BigInt(prompt) * dearest(model, ['input']) + BigInt(spoken) * dearest(model, ['output', 'audioOutput']),
  );
};

function known(seconds: number | undefined): number {
  if (seconds === undefined)
    throw new UnknownCost('The request carries no sound file whose length could be told.');
  return seconds;
}

async function secondsOf({ form }: CostSubject): Promise<number | undefined> {
  const file = form?.get('file');
  if (!(file instanceof Blob)) return undefined;
  const mpeg = await mpegSeconds(file);
  if (mpeg !== undefined) return mpeg.seconds + soundSeconds(Buffer.alloc(0), mpeg.otherBytes);
  const head = Buffer.from(await file.slice(0, 64).arrayBuffer());
  return soundSeconds(head, file.size);
}
