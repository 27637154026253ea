import { Files, type OpenedFile, Service, type ToolCall, ToolError } from 'openai-mcp-host/plugin';
import { cutMpeg, mpegSeconds } from './cut-mpeg.js';
import { cutPackets, soundTrack } from './cut-packets.js';
import { cutWav } from './cut-wav.js';
import type { SoundPart } from './sound-part.js';
import type { PartLimits } from './sound-unit.js';
import { wavLayout } from './wav-layout.js';

/** The most that Node has as a blob: six hours of plain stereo sound. */
const MAX_BYTES = 2 ** 32 - 1;
/** OpenAI takes 25 MB; what a form adds to the file stays below the difference. */
export const MOST_BYTES = 25_000_000;
const PART_BYTES = 24_000_000;
/** Of what is put together in memory, several times over. */
const PACKED_BYTES = 8_000_000;
const NO_SOUND = /^(image|text)\/|^application\/(?!octet-stream|ogg|mp4)/;
/** By which OpenAI tells a format. */
const TAKEN: Record<string, string> = {
  'audio/mpeg': '.mp3',
  'audio/wav': '.wav',
  'audio/ogg': '.ogg',
  'audio/flac': '.flac',
  'audio/mp4': '.m4a',
  'video/mp4': '.mp4',
  'video/webm': '.webm',
};

/** A recording, ready to be sent in one part or in several. */
export interface Recording {
  /** The file's name, without its extension. */
  title: string;
  /** Undefined where nobody can tell. */
  seconds: number | undefined;
  parts: AsyncIterable<SoundPart>;
}

/** A file whose sound can be cut. */
interface Cuttable {
  seconds: number;
  /** By which OpenAI takes the file as it is; undefined: not as it is. */
  extension: string | undefined;
  cut(limits: PartLimits): AsyncIterable<SoundPart> | undefined;
}

/** Opens what a call names as its recording, and cuts it where it is too long for one request. */
@Service()
export class Recordings {
  constructor(private readonly files: Files) {}

  /** @param maxSeconds how much a request may hold; a file that nobody here can read is sent whole. */
  async open(source: string, maxSeconds: number, call: ToolCall): Promise<Recording> {
    const file = await this.files.open(source, { maxBytes: MAX_BYTES, signal: call.signal });
    if (file.size === 0) throw empty(file);
    if (NO_SOUND.test(file.mimeType)) throw notAudio(file);
    const found = (await asMpeg(file)) ?? (await asWav(file)) ?? (await asContainer(file));
    const title = file.name.replace(/\.[a-z\d]{2,5}$/i, '');
    if (found === undefined) return { title, seconds: undefined, parts: unread(file) };
    const { seconds, extension, cut } = found;
    if (seconds === 0) throw empty(file);
    const fits = file.size <= MOST_BYTES && seconds <= maxSeconds;
    if (fits && extension !== undefined) return { title, seconds, parts: whole(file, extension, seconds) };
    const parts = cut({ maxBytes: PART_BYTES, maxSeconds });
    if (parts === undefined) throw unreadable(file, 'its sound is in a format that OpenAI takes in no file');
    return { title, seconds, parts };
  }
}

async function asMpeg({ mimeType, blob }: OpenedFile): Promise<Cuttable | undefined> {
  const seconds = mimeType === 'audio/mpeg' ? await mpegSeconds(blob) : undefined;
  if (seconds === undefined) return undefined;
  return { seconds, extension: '.mp3', cut: (limits) => cutMpeg(blob, limits) };
}

async function asWav({ mimeType, blob }: OpenedFile): Promise<Cuttable | undefined> {
  const layout = mimeType === 'audio/wav' ? await wavLayout(blob) : undefined;
  if (layout === undefined) return undefined;
  const seconds = layout.dataBytes / layout.bytesPerSecond;
  return { seconds, extension: '.wav', cut: (limits) => cutWav(blob, layout, limits) };
}

async function asContainer(file: OpenedFile): Promise<Cuttable | undefined> {
  const found = await soundTrack(file.blob);
  if (found === 'silent') throw empty(file);
  if (found === undefined) return undefined;
  const extension = TAKEN[file.mimeType];
  const canCut = found.container !== undefined;
  return {
    seconds: found.seconds,
    // A video goes out without its pictures, where that is possible.
    extension: found.hasVideo && canCut ? undefined : extension,
    cut: (limits) => cutPackets(found, { ...limits, maxBytes: PACKED_BYTES }),
  };
}

/** What nobody here can read, OpenAI may. */
function unread(file: OpenedFile): AsyncIterable<SoundPart> {
  if (file.size > MOST_BYTES)
    throw unreadable(file, 'it is too large for one request, and nobody here can cut it');
  const named = /\.[a-z\d]+$/i.exec(file.name)?.[0] ?? '.mp3';
  return whole(file, TAKEN[file.mimeType] ?? named.toLowerCase(), undefined);
}

async function* whole(
  { blob }: OpenedFile,
  extension: string,
  seconds: number | undefined,
): AsyncGenerator<SoundPart> {
  yield { blob, extension, start: 0, seconds };
}

const empty = ({ name }: OpenedFile) =>
  new ToolError('AUDIO_EMPTY', `There is no sound in ${name}.`, 'Use another file.');

const notAudio = ({ name, mimeType }: OpenedFile) =>
  new ToolError(
    'NOT_AUDIO',
    `${name} is ${mimeType}, not a recording.`,
    'Use an audio file, or a video with sound.',
  );

const unreadable = ({ name }: OpenedFile, why: string) =>
  new ToolError(
    'AUDIO_UNREADABLE',
    `${name} can't be sent: ${why}.`,
    'Convert it first, such as: ffmpeg -i INPUT -ac 1 -b:a 64k OUTPUT.mp3',
  );
