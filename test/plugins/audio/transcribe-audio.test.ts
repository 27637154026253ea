import { readFile, truncate } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { answers } from 'openai-mcp-host/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AudioHost, audioHost, bytesOf, heard } from './audio-host.js';
import { mp3Frames, samples, wav } from './sound-files.js';

const SECOND = wav(samples(1));
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const TRANSCRIPTIONS = '/audio/transcriptions';

let host: AudioHost;
let speech: string;
const linked = (result: { content: { type: string }[] }) =>
  (result.content as { type: string; uri: string }[]).find(({ type }) => type === 'resource_link')!;
const sent = () => host.openai.requests.at(-1)!.body;

beforeAll(async () => {
  host = await audioHost();
  speech = await host.put('speech.wav', SECOND);
});
afterAll(() => host.close());

describe('transcribe-audio', () => {
  test('sends the file byte for byte, and gives its text, with a file of it', async () => {
    host.openai.reply(TRANSCRIPTIONS, answers.json({ text: 'Hello.', languages: [{ code: 'en' }] }));

    const result = await host.callTool('transcribe-audio', { file: speech });

    const { file, ...fields } = sent();
    expect(await bytesOf(file)).toEqual(SECOND);
    expect(file).toMatchObject({ name: 'part-1.wav', type: 'audio/wav' });
    expect(fields).toEqual({ model: 'gpt-transcribe' });
    expect(result.text).toBe('Hello.');
    expect(result.structured).toEqual({ text: 'Hello.', languages: ['en'] });
    expect(linked(result).uri).toMatch(/speech-transcript\.txt$/);
    expect(await readFile(fileURLToPath(linked(result).uri), 'utf8')).toBe('Hello.');
  });

  test('takes a data URL', async () => {
    host.openai.reply(TRANSCRIPTIONS, answers.json({ text: 'Hello.' }));

    await host.callTool('transcribe-audio', { file: `data:audio/wav;base64,${SECOND.toString('base64')}` });

    expect(await bytesOf(sent().file)).toEqual(SECOND);
  });

  test('names the file by its content, where its name is wrong', async () => {
    const file = await host.put('wrong.txt', Buffer.concat(mp3Frames(100)));
    host.openai.reply(TRANSCRIPTIONS, answers.json({ text: 'Hello.' }));

    await host.callTool('transcribe-audio', { file });

    expect(sent().file).toMatchObject({ name: 'part-1.mp3', type: 'audio/mpeg' });
  });

  test.each([
    [
      'gpt-transcribe',
      { languages: ['de', 'en'], keywords: ['Ada'], prompt: 'A talk.' },
      { languages: ['de', 'en'], keywords: ['Ada'], prompt: 'A talk.' },
    ],
    [
      'whisper-1',
      { languages: ['de'], keywords: ['Ada', 'Bob'], prompt: 'A talk.', timestamp_granularities: ['word'] },
      {
        language: 'de',
        prompt: 'A talk.\nAda, Bob',
        response_format: 'verbose_json',
        timestamp_granularities: ['segment', 'word'],
      },
    ],
    [
      'gpt-4o-transcribe',
      { languages: ['de', 'en'], prompt: 'A talk.' },
      { prompt: 'A talk.', response_format: 'json' },
    ],
    [
      'gpt-4o-transcribe-diarize',
      { languages: ['de'], prompt: 'A talk.', response_format: 'diarized_json' },
      { language: 'de', response_format: 'diarized_json', chunking_strategy: 'auto' },
    ],
  ])('sends %s what it takes, and tells what it does not', async (model, input, expected) => {
    host.openai.reply(TRANSCRIPTIONS, answers.json({ text: 'Hallo.' }));

    const { notes } = await host.callTool('transcribe-audio', { file: speech, model, ...input });

    const { file: _, ...fields } = sent();
    expect(fields).toEqual({ model, ...expected });
    expect(notes.length).toBe(model === 'gpt-transcribe' ? 0 : 1);
  });

  test('writes SRT with a model that knows the times, though another is usual', async () => {
    host.openai.reply(TRANSCRIPTIONS, answers.json(heard([0, 0.4, 'Good'], [0.4, 0.9996, 'day.'])));

    const result = await host.callTool('transcribe-audio', { file: speech, response_format: 'srt' });

    const text = '1\n00:00:00,000 --> 00:00:00,400\nGood\n\n2\n00:00:00,400 --> 00:00:01,000\nday.\n';
    expect(sent().model).toBe('whisper-1');
    expect(result.text).toBe(text);
    expect(linked(result).uri).toMatch(/\.srt$/);
    expect(await readFile(fileURLToPath(linked(result).uri), 'utf8')).toBe(text);
  });

  test('writes WebVTT in which nothing that was said is markup', async () => {
    host.openai.reply(TRANSCRIPTIONS, answers.json(heard([0, 0.5, 'a < b & c --> d'], [0.5, 1, ' '])));

    const { text } = await host.callTool('transcribe-audio', { file: speech, response_format: 'vtt' });

    expect(text).toBe('WEBVTT\n\n00:00:00.000 --> 00:00:00.500\na &lt; b &amp; c --&gt; d\n');
  });

  test('tells voices apart, and knows those of which it has a clip', async () => {
    const clip = await host.put('ada.wav', wav(samples(3)));
    const segments = [
      { id: 's1', type: 'transcript.text.segment', start: 0, end: 0.5, speaker: 'Ada', text: 'Hi.' },
      { id: 's2', type: 'transcript.text.segment', start: 0.5, end: 1, speaker: 'A', text: 'Hello.' },
    ];
    host.openai.reply(
      TRANSCRIPTIONS,
      answers.json({ task: 'transcribe', duration: 1, text: 'Hi. Hello.', segments }),
    );

    const result = await host.callTool('transcribe-audio', { file: speech, known_speakers: { Ada: clip } });

    expect(sent()).toMatchObject({
      model: 'gpt-4o-transcribe-diarize',
      known_speaker_names: ['Ada'],
      known_speaker_references: [`data:audio/wav;base64,${wav(samples(3)).toString('base64')}`],
    });
    expect(result.structured?.segments).toMatchObject([{ speaker: 'Ada' }, { speaker: 'A' }]);
    expect(result.notes).toEqual([]);
  });

  test.each([
    ['srt', 'gpt-transcribe'],
    ['vtt', 'gpt-4o-mini-transcribe'],
    ['diarized_json', 'whisper-1'],
  ])(
    'refuses %s of %s, which has nothing of the kind, before anything is sent',
    async (response_format, model) => {
      const { error } = await host.callTool('transcribe-audio', { file: speech, response_format, model });

      expect(error).toMatchObject({
        code: 'TIMESTAMPS_UNSUPPORTED',
        hint: expect.stringContaining('Leave model out'),
      });
    },
  );

  test.each([
    ['an empty file', 'empty.mp3', Buffer.alloc(0), 'AUDIO_EMPTY'],
    ['a WAV without samples', 'silent.wav', wav(Buffer.alloc(0)), 'AUDIO_EMPTY'],
    ['a picture', 'picture.mp3', PNG, 'NOT_AUDIO'],
    ['a text', 'notes.mp3', 'Dear all', 'NOT_AUDIO'],
  ])('refuses %s, whatever its name, before anything is sent', async (_, name, content, code) => {
    const file = await host.put(name, content);
    const asked = host.openai.requests.length;

    const { error } = await host.callTool('transcribe-audio', { file });

    expect(error?.code).toBe(code);
    expect(host.openai.requests.length).toBe(asked);
  });

  test('sends what it can not read as it is', async () => {
    const noise = Buffer.from('ff00fe01fd02', 'hex');
    const file = await host.put('strange.amr', noise);
    host.openai.reply(TRANSCRIPTIONS, answers.json({ text: 'Hm.' }));

    await host.callTool('transcribe-audio', { file });

    expect(sent().file.name).toBe('part-1.amr');
    expect(await bytesOf(sent().file)).toEqual(noise);
  });

  test('refuses what it can not read and is too large, and names the way out', async () => {
    const file = await host.put('strange.bin', Buffer.alloc(25_000_001, 0xfe));

    const { error } = await host.callTool('transcribe-audio', { file });

    expect(error).toMatchObject({ code: 'AUDIO_UNREADABLE', hint: expect.stringContaining('ffmpeg') });
  });

  test('does not look for the samples of a WAV through zeros without end', async () => {
    const file = await host.put('zeros.wav', 'RIFF\0\0\0\0WAVE');
    await truncate(file, 4 * 1024 ** 3 - 1);

    const { error } = await host.callTool('transcribe-audio', { file });

    expect(error?.code).toBe('AUDIO_UNREADABLE');
  });

  test.each([
    [{ response_format: 'docx' }, 'response_format'],
    [{ timestamp_granularities: ['sentence'] }, 'timestamp_granularities'],
    [{ languages: ['English'] }, 'languages'],
    [{ known_speakers: { a: 'a', b: 'b', c: 'c', d: 'd', e: 'e' } }, 'known_speakers'],
  ])('refuses %j by name', async (input, name) => {
    const { error } = await host.callTool('transcribe-audio', { file: speech, ...input });

    expect(error).toMatchObject({ code: 'INPUT_INVALID', message: expect.stringContaining(name) });
  });

  test('says so where nothing is said', async () => {
    host.openai.reply(TRANSCRIPTIONS, answers.json({ text: '' }));

    const { text, structured } = await host.callTool('transcribe-audio', { file: speech });

    expect(text).toBe('Nothing is said in it.');
    expect(structured).toEqual({ text: '' });
  });
});

describe('transcribe-audio with another provider', () => {
  test('asks its model for segments, whatever the model is called', async () => {
    const config = { openai: { baseURL: 'http://speech.example.com/v1' }, plugins: {} };
    await using other = await audioHost({ config });
    const file = `data:audio/wav;base64,${SECOND.toString('base64')}`;
    other.openai.reply(
      TRANSCRIPTIONS,
      answers.json({ text: 'Hello.', segments: [{ start: 0, end: 1, text: 'Hello.' }] }),
    );

    const { text } = await other.callTool('transcribe-audio', {
      ...{ file, model: 'whisper-large-v3', response_format: 'srt' },
    });

    expect(other.openai.requests[0]?.body).toMatchObject({
      model: 'whisper-large-v3',
      response_format: 'verbose_json',
    });
    expect(text).toContain('00:00:00,000 --> 00:00:01,000\nHello.');
  });
});

describe('when OpenAI has shut the older models down', () => {
  const GONE = Object.fromEntries(
    ['whisper-1', 'gpt-4o-transcribe', 'gpt-4o-transcribe-diarize'].map((id) => [
      id,
      { kind: 'transcription', shutdown: '2026-01-01', replacement: 'gpt-transcribe', capabilities: [] },
    ]),
  );
  let later: AudioHost;
  beforeAll(async () => {
    const catalogue = await host.put('later.json', JSON.stringify({ models: GONE }));
    later = await audioHost({ config: { models: { catalogue } } });
  });
  afterAll(() => later.close());
  const file = `data:audio/wav;base64,${SECOND.toString('base64')}`;

  test('subtitles and speakers are refused in words, before anything is sent', async () => {
    const subtitles = await later.callTool('transcribe-audio', { file, response_format: 'srt' });
    const speakers = await later.callTool('transcribe-audio', { file, response_format: 'diarized_json' });

    expect(subtitles.error).toMatchObject({
      code: 'TIMESTAMPS_UNSUPPORTED',
      message: expect.stringContaining('whisper-1'),
    });
    expect(speakers.error?.code).toBe('TIMESTAMPS_UNSUPPORTED');
  });

  test('a text is asked of the replacement in the form that it takes', async () => {
    later.openai.reply(TRANSCRIPTIONS, answers.json({ text: 'Hello.' }));

    const { notes } = await later.callTool('transcribe-audio', {
      file,
      model: 'whisper-1',
      languages: ['de'],
    });

    expect(later.openai.requests.at(-1)?.body).toEqual({
      ...{ model: 'gpt-transcribe', languages: ['de'], file: expect.any(File) },
    });
    expect(notes.join()).toContain('gpt-transcribe answered in its place');
  });

  test('speech is translated over its text', async () => {
    later.openai
      .reply(TRANSCRIPTIONS, answers.json({ text: 'Guten Tag.' }))
      .reply('/responses', answers.text('Good day.'));

    const { text } = await later.callTool('translate-audio', { file });

    expect(text).toContain('Good day.');
  });
});
