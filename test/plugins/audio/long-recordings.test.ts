import {
  ALL_FORMATS,
  BufferSource,
  EncodedPacketSink,
  FlacOutputFormat,
  Input,
  MkvOutputFormat,
  OggOutputFormat,
  type OutputFormat,
  WebMOutputFormat,
} from 'mediabunny';
import { answers, type RecordedRequest } from 'openai-mcp-host/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AudioHost, audioHost, bytesOf, heard } from './audio-host.js';
import { flacFrames, flacIn } from './flac-files.js';
import { ID3, MP3_FRAME_SECONDS, mp3Frames, opusIn, samples, wav } from './sound-files.js';

const TRANSCRIPTIONS = '/audio/transcriptions';
const PART_SECONDS = 1200;
const HEADER = 44;

let host: AudioHost;
beforeEach(async () => {
  host = await audioHost();
});
afterEach(() => host.close());

const numberOf = ({ body }: RecordedRequest): number => Number(/\d+/.exec(body.file.name)?.[0]);
const parts = async (): Promise<Buffer[]> => {
  const inOrder = host.openai.requests.toSorted((one, other) => numberOf(one) - numberOf(other));
  return Promise.all(inOrder.map(({ body }) => bytesOf(body.file)));
};
const packetsOf = async (bytes: Buffer): Promise<Buffer[]> => {
  const input = new Input({ source: new BufferSource(bytes), formats: ALL_FORMATS });
  const track = (await input.getPrimaryAudioTrack())!;
  const packets: Buffer[] = [];
  for await (const packet of new EncodedPacketSink(track).packets()) packets.push(Buffer.from(packet.data));
  return packets;
};
/** Answers each part with its number; the first words are at its start, the last go beyond its end. */
const answerAll = () =>
  host.openai.always(TRANSCRIPTIONS, (request) => ({
    json: heard([0, 2.5, `Part ${numberOf(request)} begins.`], [2.5, 9999, 'It ends.']),
  }));

describe('a recording that is too long for one request', () => {
  test('of WAV goes out in parts that are its samples again, cut where it is silent', async () => {
    const sound = samples(1300, 16, [1190]);
    const file = await host.put('talk.wav', wav(sound, 16));
    answerAll();

    const { structured } = await host.callTool('transcribe-audio', { file });

    const sent = await parts();
    const cut = (sent[0]!.length - HEADER) / 16_000;
    expect(sent.length).toBe(2);
    expect(Buffer.concat(sent.map((part) => part.subarray(HEADER))).equals(sound)).toBe(true);
    expect(sent.map((part) => part.readUInt32LE(40))).toEqual(sent.map(({ length }) => length - HEADER));
    expect(cut).toBeGreaterThan(1190);
    expect(cut).toBeLessThan(1191);
    expect(structured?.text).toBe('Part 1 begins. It ends.\nPart 2 begins. It ends.');
  });

  test('of MP3 goes out in parts that are its frames again, without its tag and count of frames', async () => {
    const count = Math.ceil((2 * PART_SECONDS) / MP3_FRAME_SECONDS);
    const frames = mp3Frames(count);
    const info = Buffer.from(mp3Frames(1)[0]!);
    info.write('Info', 13, 'latin1');
    const file = await host.put(
      'talk.mp3',
      Buffer.concat([ID3, info, ...frames, Buffer.from(`TAG${' '.repeat(125)}`)]),
    );
    answerAll();

    await host.callTool('transcribe-audio', { file });

    const sent = await parts();
    expect(sent.length).toBe(3);
    expect(Buffer.concat(sent).equals(Buffer.concat(frames))).toBe(true);
  });

  test.each([
    ['Ogg', 'talk.ogg', (): OutputFormat => new OggOutputFormat()],
    ['WebM', 'talk.webm', () => new WebMOutputFormat()],
    ['Matroska, which OpenAI does not take', 'talk.mkv', () => new MkvOutputFormat()],
  ])('of Opus in %s goes out in parts that are its packets again', async (_, name, format) => {
    const whole = await opusIn(format(), 1300);
    const file = await host.put(name, whole);
    answerAll();

    await host.callTool('transcribe-audio', { file });

    const sent = await parts();
    const packets = await Promise.all(sent.map(packetsOf));
    expect(sent.length).toBe(2);
    expect(sent.map((part) => part.toString('latin1', 0, 4))).toEqual(['OggS', 'OggS']);
    expect(Buffer.concat(packets.flat()).equals(Buffer.concat(await packetsOf(whole)))).toBe(true);
  });

  test('of FLAC goes out in parts whose frames count from the start', async () => {
    const frames = flacFrames(1300);
    const file = await host.put('talk.flac', await flacIn(new FlacOutputFormat(), frames));
    answerAll();

    await host.callTool('transcribe-audio', { file });

    const packets = await Promise.all((await parts()).map(packetsOf));
    const sizes = packets.map(({ length }) => length);
    expect(packets.length).toBe(2);
    expect(sizes[0]! + sizes[1]!).toBe(frames.length);
    expect(packets).toEqual(sizes.map((size, at) => flacFrames(1300, size, at === 0 ? 0 : sizes[0]!)));
  });

  test('has exact times over its borders, none beyond its part', async () => {
    const file = await host.put('talk.wav', wav(samples(2500)));
    answerAll();

    const { text, structured } = await host.callTool<{ segments: { start: number; end: number }[] }>(
      'transcribe-audio',
      { file, response_format: 'srt' },
    );

    const borders = (await parts()).map(({ length }) => (length - HEADER) / 8000);
    const starts = [0, borders[0]!, borders[0]! + borders[1]!];
    expect(borders.length).toBe(3);
    expect(structured?.segments).toEqual(
      starts.flatMap((start, at) => [
        { start, end: start + 2.5, text: `Part ${at + 1} begins.` },
        { start: start + 2.5, end: at === 2 ? 2500 : starts[at + 1], text: 'It ends.' },
      ]),
    );
    const time = (seconds: number) => new Date(seconds * 1000).toISOString().slice(11, 23).replace('.', ',');
    expect(text).toContain(`3\n${time(starts[1]!)} --> ${time(starts[1]! + 2.5)}\nPart 2 begins.`);
  });

  test('tells how far it is, part by part', async () => {
    const file = await host.put('talk.wav', wav(samples(2500)));
    answerAll();

    const { progress } = await host.callTool('transcribe-audio', { file });

    const told = progress.flatMap(({ message }) => (/^\d parts?:/.test(message ?? '') ? [message] : []));
    expect(told.length).toBe(3);
    expect(told.at(-1)).toBe('3 parts: 0:41:40 of 0:41:40');
  });

  test('loses no part for the failure of another, and says which is missing', async () => {
    const file = await host.put('talk.wav', wav(samples(2500)));
    host.openai.always(TRANSCRIPTIONS, (request) =>
      numberOf(request) === 2
        ? { status: 500, json: { error: { message: 'oops', type: 'server_error' } } }
        : { json: heard([0, 1, `Part ${numberOf(request)}.`]) },
    );

    const result = await host.callTool('transcribe-audio', { file, response_format: 'srt' });

    const [first, second] = (await parts()).map(({ length }) => (length - HEADER) / 8000);
    const missing = { start: first, end: first! + second!, code: 'HTTP_500' };
    expect(result.error).toBeUndefined();
    expect(result.structured).toMatchObject({ missing: [missing] });
    expect(result.text).toContain('[not transcribed]');
    expect(result.notes.join()).toContain('1 of 3 parts could not be transcribed');
    expect(result.notes.join()).not.toContain('oops');
  });

  test('parts that follow on one another and are missing alike are told as one', async () => {
    const file = await host.put('talk.wav', wav(samples(2500)));
    host.openai.always(TRANSCRIPTIONS, (request) =>
      numberOf(request) === 1
        ? { json: heard([0, 1, 'Part 1.']) }
        : { status: 500, json: { error: { message: 'oops', type: 'server_error' } } },
    );

    const { notes } = await host.callTool('transcribe-audio', { file, response_format: 'srt' });

    expect(notes.join()).toMatch(
      /2 of 3 parts could not be transcribed: \[[\d:]+–0:41:40 is missing\] \(HTTP_500\)\. Call again/,
    );
  });

  test('is heard whole where a part is refused for the pace alone', async () => {
    await using patient = await audioHost({ config: { openai: { maxRetries: 2 } } });
    const file = `data:audio/wav;base64,${wav(samples(1300)).toString('base64')}`;
    let refused = 0;
    patient.openai.always(TRANSCRIPTIONS, (request) =>
      numberOf(request) === 2 && refused++ === 0
        ? {
            status: 429,
            headers: { 'retry-after-ms': '5' },
            json: { error: { code: 'rate_limit_exceeded' } },
          }
        : { json: { text: `Part ${numberOf(request)}.` } },
    );

    const { structured, notes } = await patient.callTool('transcribe-audio', { file });

    expect(structured).toEqual({ text: 'Part 1.\nPart 2.' });
    expect(notes).toEqual([]);
    expect(patient.openai.requests.length).toBe(3);
  });

  test('fails with the first failure where no part was heard', async () => {
    const file = await host.put('talk.wav', wav(samples(1300)));
    host.openai.always(TRANSCRIPTIONS, answers.error(401, 'invalid_api_key'));

    const { error } = await host.callTool('transcribe-audio', { file });

    expect(error?.code).toBe('API_KEY_INVALID');
  });

  test('ends with the call, in the middle, and sends no more of it', async () => {
    const file = await host.put('talk.wav', wav(samples(5 * PART_SECONDS)));
    const abort = new AbortController();
    host.openai.always(TRANSCRIPTIONS, (request) => {
      if (numberOf(request) === 2) abort.abort();
      return { hang: true };
    });

    const call = host.callTool('transcribe-audio', { file }, { signal: abort.signal });

    await expect(call).rejects.toThrow();
    await Promise.all(host.openai.requests.map(({ closed }) => closed));
    expect(host.openai.requests.length).toBeLessThanOrEqual(3);
  });

  test('has its speakers told apart by part, and says what that means', async () => {
    const file = await host.put('talk.wav', wav(samples(1300)));
    const clip = await host.put('ada.wav', wav(samples(3)));
    host.openai.always(TRANSCRIPTIONS, {
      json: {
        ...{ task: 'transcribe', duration: 1, text: 'Hi. Yes.' },
        segments: [
          { id: '1', start: 0, end: 1, speaker: 'A', text: 'Hi.' },
          { id: '2', start: 1, end: 2, speaker: 'Ada', text: 'Yes.' },
        ],
      },
    });

    const { structured, notes } = await host.callTool<{ segments: { speaker: string }[] }>(
      'transcribe-audio',
      {
        ...{ file, response_format: 'diarized_json', known_speakers: { Ada: clip } },
      },
    );

    const speakers = structured?.segments.map(({ speaker }) => speaker);
    expect(speakers).toEqual(['A (part 1)', 'Ada', 'A (part 2)', 'Ada']);
    expect(notes.join()).toContain('may be different people');
  });
});

describe('a budget', () => {
  test('that a part would exceed refuses it before it is sent', async () => {
    await using poor = await audioHost({ config: { budget: { perCall: 0.0001 } } });
    const file = `data:audio/wav;base64,${wav(samples(60)).toString('base64')}`;

    const { error } = await poor.callTool('transcribe-audio', { file });

    expect(error?.code).toBe('BUDGET_EXCEEDED');
    expect(poor.openai.requests).toEqual([]);
  });

  test('holds what the seconds of the sound cost, and books what was billed', async () => {
    await using exact = await audioHost({ config: { budget: { perCall: 0.0046 } } });
    const file = `data:audio/wav;base64,${wav(samples(60)).toString('base64')}`;
    const usage = { type: 'duration', seconds: 60 };
    exact.openai.reply(TRANSCRIPTIONS, answers.json({ text: 'Hm.', usage }));

    const result = await exact.callTool('transcribe-audio', { file });

    expect(result.usage.costUsd).toBeCloseTo(0.0045, 6);
  });
});
