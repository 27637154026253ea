import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { ALL_FORMATS, BufferSource, EncodedPacketSink, Input } from 'mediabunny';
import { answers, type RecordedRequest, type Reply } from 'openai-mcp-host/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeSound, type SoundFormat } from '../../../src/sandbox/make-sound.js';
import { type AudioHost, audioHost } from './audio-host.js';

const SPEECH = '/audio/speech';
/** Three requests' worth, in sentences. */
const LONG = Array.from(
  { length: 110 },
  (_, at) => `This is sentence ${at}, ${'which goes on '.repeat(6)}and ends.`,
).join(' ');

let host: AudioHost;
beforeEach(async () => {
  host = await audioHost();
});
afterEach(() => host.close());

const filesOf = ({ structured }: { structured: unknown }): Promise<Buffer>[] =>
  (structured as { files: string[] }).files.map((uri) => readFile(fileURLToPath(uri)));
const spoken = async ({ body }: RecordedRequest): Promise<Reply> => ({
  bytes: await makeSound(body.input, body.response_format as SoundFormat, 1),
});
const packetsOf = async (bytes: Buffer): Promise<Buffer[]> => {
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
  const packets: Buffer[] = [];
  for await (const packet of new EncodedPacketSink((await input.getPrimaryAudioTrack())!).packets())
    packets.push(Buffer.from(packet.data));
  return packets;
};

describe('speak', () => {
  test('gives the sound as a file, a link, and for the client to play', async () => {
    const sound = await makeSound('Hello.', 'mp3', 1);
    host.openai.reply(SPEECH, { bytes: sound });

    const result = await host.callTool('speak', { input: 'Hello.' });

    expect(host.openai.requests[0]?.body).toEqual({
      ...{ model: 'gpt-4o-mini-tts', voice: 'marin', response_format: 'mp3', input: 'Hello.' },
    });
    expect(await filesOf(result)[0]).toEqual(sound);
    expect(result.content).toMatchObject([
      { type: 'text', text: expect.stringMatching(/hello\.mp3$/) },
      { type: 'text', text: expect.stringContaining('2027-01-06') },
      { type: 'audio', mimeType: 'audio/mpeg', data: sound.toString('base64') },
      { type: 'resource_link', mimeType: 'audio/mpeg', size: sound.length },
    ]);
  });

  test('sends every parameter, and a voice of one’s own as OpenAI wants it', async () => {
    host.openai.reply(SPEECH, { bytes: Buffer.of(1, 2) });
    const input = {
      input: 'Hello.',
      instructions: 'Softly.',
      response_format: 'pcm',
      speed: 1.5,
      model: 'gpt-4o-mini-tts',
    };

    const { text, content } = await host.callTool('speak', { ...input, voice: 'voice_1234' });

    expect(host.openai.requests[0]?.body).toEqual({ ...input, voice: { id: 'voice_1234' } });
    expect(text).toContain('24 kHz, 16 bits, mono');
    expect(content.some(({ type }) => type === 'audio')).toBe(false);
  });

  test('leaves out instructions that the model refuses, and says so', async () => {
    host.openai.reply(SPEECH, { bytes: Buffer.of(1, 2) });

    const { notes } = await host.callTool('speak', { input: 'Hi.', model: 'tts-1', instructions: 'Softly.' });

    expect(host.openai.requests[0]?.body).not.toHaveProperty('instructions');
    expect(notes).toContain('tts-1 takes no instructions; dropped.');
  });

  test.each(['mp3', 'aac', 'opus', 'wav', 'pcm'] as const)(
    'makes one %s of a text that takes several requests, packet by packet',
    async (response_format) => {
      host.openai.always(SPEECH, spoken);

      const result = await host.callTool('speak', { input: LONG, response_format });

      const texts = host.openai.requests.map(({ body }) => String(body.input));
      const inOrder = texts.toSorted((one, other) => LONG.indexOf(one) - LONG.indexOf(other));
      const sounds = await Promise.all(inOrder.map((text) => makeSound(text, response_format, 1)));
      const [file, ...more] = await Promise.all(filesOf(result));
      const pieces = (sound: Buffer) =>
        response_format === 'pcm'
          ? [sound]
          : response_format === 'wav'
            ? [sound.subarray(44)]
            : packetsOf(sound);
      const expected = (await Promise.all(sounds.map(pieces))).flat();
      const given =
        response_format === 'wav' ? [file!.subarray(-Buffer.concat(expected).length)] : await pieces(file!);
      expect(inOrder.join(' ')).toBe(LONG);
      expect(texts.every(({ length }) => length <= 4096)).toBe(true);
      expect(inOrder.length).toBe(4);
      expect(more).toEqual([]);
      expect(Buffer.concat(given).equals(Buffer.concat(expected))).toBe(true);
    },
  );

  test('keeps the parts that were spoken where another fails, and says which is missing', async () => {
    host.openai.always(SPEECH, (request) =>
      request.body.input.startsWith('This is sentence 0,') ? { status: 500, json: {} } : spoken(request),
    );

    const result = await host.callTool('speak', { input: LONG });

    expect((await Promise.all(filesOf(result))).length).toBe(3);
    expect(result.notes.join()).toContain('Part 1 of 4 could not be spoken (HTTP_500): "This is sentence 0,');
  });

  test('keeps parts as files of their own where they do not go together', async () => {
    host.openai.always(SPEECH, { bytes: Buffer.from('no sound at all') });

    const result = await host.callTool('speak', { input: LONG, response_format: 'flac' });

    expect((await Promise.all(filesOf(result))).length).toBe(4);
    expect(result.notes.join()).toContain('each is a file of its own');
  });

  test.each(['mp3', 'opus', 'wav'])('loses no %s that can not be read here', async (response_format) => {
    const heads: Record<string, string> = { mp3: 'ID3', opus: 'OggS', wav: 'RIFF' };
    const broken = Buffer.from(`${heads[response_format]}${'\xff\xfb\x90'.repeat(50)}`, 'latin1');
    host.openai.always(SPEECH, { bytes: broken });

    const result = await host.callTool('speak', { input: LONG, response_format });

    expect(await Promise.all(filesOf(result))).toEqual(Array(4).fill(broken));
  });

  test('parts dense scripts earlier: they are more tokens', async () => {
    host.openai.always(SPEECH, spoken);

    await host.callTool('speak', { input: '灯台の光は十秒に一度回る。'.repeat(200) });

    const texts = host.openai.requests.map(({ body }) => String(body.input));
    expect(texts.length).toBe(2);
    expect(texts.every((text) => text.endsWith('。'))).toBe(true);
  });

  test('is billed by characters where the model is', async () => {
    host.openai.reply(SPEECH, { bytes: Buffer.of(1, 2) });

    const { usage } = await host.callTool('speak', { input: 'x'.repeat(1000), model: 'tts-1' });

    expect(usage.costUsd).toBeCloseTo(0.015, 9);
  });

  test('fails as the request did where nothing was spoken', async () => {
    host.openai.always(SPEECH, answers.error(400, 'invalid_value'));

    const { error } = await host.callTool('speak', { input: 'Hello.', voice: 'robot' });

    expect(error?.code).toBe('UPSTREAM_REJECTED');
  });

  test('asks for no more parts once one was refused for a reason that holds for all', async () => {
    host.openai.always(SPEECH, answers.error(401, 'invalid_api_key'));

    const { error } = await host.callTool('speak', { input: LONG.repeat(2) });

    expect(error?.code).toBe('API_KEY_INVALID');
    // As many as go out side by side.
    expect(host.openai.requests).toHaveLength(3);
  });
});
