import { ApiError, badRequest, missing } from './api-error.js';

const MOST_BYTES = 26_214_400;
const EXTENSIONS = ['flac', 'm4a', 'mp3', 'mp4', 'mpeg', 'mpga', 'oga', 'ogg', 'wav', 'webm'];
const LEAST_SECONDS = 0.1;

/** Seconds of the sound that a form carries; refuses what the real API refuses. */
export async function heardSeconds(file: unknown): Promise<number> {
  if (file === undefined) throw missing('file');
  if (!(file instanceof File)) throw badRequest("Invalid 'file': expected a file.", 'file', 'invalid_value');
  if (file.size > MOST_BYTES) {
    throw new ApiError(413, `Maximum content size limit (${MOST_BYTES}) exceeded (${file.size} bytes read)`, {
      type: 'server_error',
    });
  }
  if (!EXTENSIONS.includes(file.name.split('.').at(-1)!.toLowerCase())) {
    throw badRequest(
      `Unrecognized file format. Supported formats: [${EXTENSIONS.map((each) => `'${each}'`).join(', ')}]`,
      'file',
    );
  }
  const seconds = await secondsOf(Buffer.from(await file.arrayBuffer()));
  if (seconds === undefined)
    throw badRequest('Audio file might be corrupted or unsupported', 'file', 'invalid_value');
  if (seconds < LEAST_SECONDS) {
    throw badRequest(
      `Audio file is too short. Minimum audio length is ${LEAST_SECONDS} seconds.`,
      'file',
      'audio_too_short',
    );
  }
  return seconds;
}

async function secondsOf(bytes: Buffer): Promise<number | undefined> {
  const { ALL_FORMATS, BufferSource, HLS, Input } = await import('mediabunny');
  // HLS is a list of addresses, which nobody may fetch from here.
  const formats = ALL_FORMATS.filter((format) => format !== HLS);
  const input = new Input({ source: new BufferSource(bytes), formats });
  try {
    const track = (await input.canRead()) ? await input.getPrimaryAudioTrack() : null;
    return track === null ? undefined : await track.computeDuration();
  } catch {
    return undefined;
  } finally {
    input.dispose();
  }
}
