import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
import { toFile } from 'openai';
import { describe, expect, it } from 'vitest';
import { makeSound } from '../../src/sandbox/make-sound.js';
import { useSandbox } from './sandbox-client.js';

const held = useSandbox();
const TEXT = 'The light turns once in ten seconds, whoever looks.';
const secondsOf = (bytes: Buffer) =>
  new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS }).computeDuration();
const spoken = async (seconds: number, name = 'talk.mp3') =>
  toFile(await makeSound('x'.repeat(seconds * 15), 'mp3', 1), name);

describe('the speech of the sandbox', () => {
  it.each(['mp3', 'opus', 'aac'] as const)('is %s that plays as long as the text takes', async (format) => {
    const answer = await held.openai.audio.speech.create({
      ...{ model: 'gpt-4o-mini-tts', voice: 'coral', input: TEXT, response_format: format },
    });

    expect(answer.headers.get('content-type')).toMatch(/^audio\//);
    expect(await secondsOf(Buffer.from(await answer.arrayBuffer()))).toBeCloseTo(TEXT.length / 15, 0);
  });

  it('hums in WAV and PCM, faster at a higher speed', async () => {
    const hum = async (speed: number) => {
      const request = { model: 'tts-1', voice: 'alloy', input: TEXT, response_format: 'pcm', speed } as const;
      return Buffer.from(await (await held.openai.audio.speech.create(request)).arrayBuffer());
    };

    const [usual, fast] = await Promise.all([hum(1), hum(2)]);

    expect(new Set(usual).size).toBeGreaterThan(100);
    expect(fast!.length).toBeCloseTo(usual!.length / 2, -1);
  });

  it.each([
    [{ input: 'x'.repeat(4097) }, 'string too long'],
    [{ voice: 'robot' }, 'voice'],
    [{ speed: 5 }, 'speed'],
    [{ response_format: 'flac' as const }, "The sandbox can't make flac"],
    [{ model: 'gpt-6-luna' }, 'does not speak'],
  ])('refuses %j', async (more, message) => {
    const request = held.openai.audio.speech.create({
      model: 'tts-1',
      voice: 'alloy',
      input: 'Hi.',
      ...more,
    });

    await expect(request).rejects.toMatchObject({ status: 400, message: expect.stringContaining(message) });
  });
});

describe('the ears of the sandbox', () => {
  it('tell of every five seconds, in every form', async () => {
    const file = await spoken(12);
    const ask = (response_format: 'text' | 'srt' | 'vtt' | 'verbose_json') =>
      held.openai.audio.transcriptions.create({ file, model: 'whisper-1', response_format });

    const [text, srt, vtt, verbose] = await Promise.all([
      ask('text'),
      ask('srt'),
      ask('vtt'),
      ask('verbose_json'),
    ]);

    expect(text).toContain('from second 0 to 5.');
    expect(srt).toContain('2\n00:00:05,000 --> 00:00:10,000\n');
    expect(vtt).toMatch(/^WEBVTT\n/);
    expect(verbose).toMatchObject({
      segments: [{ start: 0 }, { start: 5 }, { start: 10 }],
      usage: { seconds: 12 },
    });
  });

  it('tell speakers apart, by the names that they were given', async () => {
    const answer = await held.openai.audio.transcriptions.create({
      file: await spoken(12),
      model: 'gpt-4o-transcribe-diarize',
      response_format: 'diarized_json',
      known_speaker_names: ['Ada'],
      known_speaker_references: ['data:audio/wav;base64,AAAA'],
    });

    expect(answer).toMatchObject({ segments: [{ speaker: 'Ada' }, { speaker: 'Ada' }, { speaker: 'Ada' }] });
  });

  it.each([
    ['whisper-1', { response_format: 'diarized_json' as const }, 'not compatible'],
    ['gpt-4o-transcribe', { response_format: 'srt' as const }, 'not compatible'],
    ['gpt-4o-transcribe-diarize', { prompt: 'A talk.' }, 'prompt'],
    ['gpt-4o-transcribe', { keywords: ['Ada'] }, 'keywords'],
    ['gpt-transcribe', { known_speaker_names: ['Ada'] }, 'known_speaker_names'],
  ])('refuse of %s %j', async (model, more, message) => {
    const request = held.openai.audio.transcriptions.create({ file: await spoken(1), model, ...more });

    await expect(request).rejects.toMatchObject({ status: 400, message: expect.stringContaining(message) });
  });

  it('refuse what is too long, too short, too large, or no sound', async () => {
    const ask = (file: File, model = 'gpt-4o-transcribe') =>
      held.openai.audio.transcriptions.create({ file, model });
    const large = await toFile(Buffer.alloc(26_214_401), 'talk.mp3');

    await expect(ask(await spoken(1500))).rejects.toThrow('longer than 1400 seconds');
    await expect(ask(await spoken(40), 'gpt-4o-transcribe-diarize')).rejects.toThrow('chunking_strategy');
    await expect(ask(large)).rejects.toMatchObject({ status: 413 });
    await expect(ask(await spoken(1, 'talk.txt'))).rejects.toThrow('Unrecognized file format');
    await expect(ask(await toFile(Buffer.from('Dear all'), 'talk.mp3'))).rejects.toThrow('corrupted');
  });

  it('translate with the one model that does', async () => {
    const file = await spoken(6);

    const answer = await held.openai.audio.translations.create({ file, model: 'whisper-1' });

    expect(answer.text).toContain('The sandbox heard');
    await expect(
      held.openai.audio.translations.create({ file, model: 'gpt-transcribe' }),
    ).rejects.toMatchObject({ status: 400 });
  });
});
