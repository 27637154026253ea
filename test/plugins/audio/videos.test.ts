import {
  BufferTarget,
  EncodedAudioPacketSource,
  EncodedPacket,
  EncodedVideoPacketSource,
  Output,
  WebMOutputFormat,
} from 'mediabunny';
import { answers } from 'openai-mcp-host/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AudioHost, audioHost, bytesOf } from './audio-host.js';

const OPUS_HEAD = Buffer.from('4f707573486561640101380180bb0000000000', 'hex');

/** A WebM of 2 seconds, its pictures no pictures. */
async function video(hasSound: boolean): Promise<Buffer> {
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const pictures = new EncodedVideoPacketSource('vp8');
  const sound = new EncodedAudioPacketSource('opus');
  output.addVideoTrack(pictures);
  if (hasSound) output.addAudioTrack(sound);
  await output.start();
  const picture = { codec: 'vp8', codedWidth: 16, codedHeight: 16 };
  const decoderConfig = { codec: 'opus', numberOfChannels: 1, sampleRate: 48_000, description: OPUS_HEAD };
  for (let at = 0; at < 100; at++) {
    const [time, first] = [at * 0.02, at === 0];
    const frame = new EncodedPacket(Buffer.alloc(5000, 7), first ? 'key' : 'delta', time, 0.02);
    await pictures.add(frame, first ? { decoderConfig: picture } : undefined);
    if (!hasSound) continue;
    const packet = new EncodedPacket(Buffer.from([0xf8, 0xff, 0xfe, at]), 'key', time, 0.02);
    await sound.add(packet, first ? { decoderConfig } : undefined);
  }
  await output.finalize();
  return Buffer.from(target.buffer!);
}

let host: AudioHost;
beforeAll(async () => {
  host = await audioHost();
});
afterAll(() => host.close());

test('a video goes out as its sound alone', async () => {
  const file = await host.put('talk.webm', await video(true));
  host.openai.reply('/audio/transcriptions', answers.json({ text: 'Hello.' }));

  await host.callTool('transcribe-audio', { file });

  const { file: sent } = host.openai.requests[0]!.body;
  const bytes = await bytesOf(sent);
  expect(sent.name).toBe('part-1.ogg');
  expect(bytes.includes(Buffer.alloc(100, 7))).toBe(false);
  expect(bytes.length).toBeLessThan(5000);
});

test('a video without sound is refused before anything is sent', async () => {
  const file = await host.put('silent.webm', await video(false));

  const { error } = await host.callTool('transcribe-audio', { file });

  expect(error?.code).toBe('AUDIO_EMPTY');
});
