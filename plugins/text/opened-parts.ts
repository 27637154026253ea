import {
  type AudioPart,
  type FilePart,
  type Files,
  type OpenedFile,
  type PicturePart,
  ToolError,
} from 'openai-mcp-host/plugin';

/** The most that OpenAI takes of a picture or a document, and of all files of a request together. */
const MOST_BYTES = 50 * 1024 * 1024;
const MOST_SOUND_BYTES = 25 * 1024 * 1024;
const PICTURES = /^image\/(png|jpeg|webp|gif)$/;
const SOUNDS = new Map([
  ['audio/wav', 'wav' as const],
  ['audio/x-wav', 'wav' as const],
  ['audio/mpeg', 'mp3' as const],
]);

/** What opens the files of one request, and has room for so many bytes more. */
export interface FileRoom {
  files: Files;
  left: number;
}

export const roomOf = (files: Files): FileRoom => ({ files, left: MOST_BYTES });

export async function picturePart(room: FileRoom, picture: PicturePart['image_url']): Promise<PicturePart> {
  return opened(room, picture.url, MOST_BYTES, async (file) => {
    if (!PICTURES.test(file.mimeType)) {
      const message = `${file.name} is ${file.mimeType}, no picture that OpenAI takes.`;
      throw new ToolError('NOT_AN_IMAGE', message, 'Send a PNG, JPEG, WebP or GIF.');
    }
    return { type: 'image_url', image_url: { ...picture, url: await dataUrlOf(file) } };
  });
}

export async function documentPart(room: FileRoom, source: string, filename?: string): Promise<FilePart> {
  return opened(room, source, MOST_BYTES, async (file) => ({
    type: 'file',
    file: { filename: filename ?? file.name, file_data: await dataUrlOf(file) },
  }));
}

export async function soundPart(room: FileRoom, source: string): Promise<AudioPart> {
  return opened(room, source, MOST_SOUND_BYTES, async (file) => {
    const format = SOUNDS.get(file.mimeType);
    if (format === undefined) {
      const message = `${file.name} is ${file.mimeType}, and a message takes sound as wav or mp3.`;
      throw new ToolError('INPUT_INVALID', message, 'Convert it, or transcribe it first.');
    }
    return { type: 'input_audio', input_audio: { data: await base64Of(file), format } };
  });
}

async function opened<T>(
  room: FileRoom,
  source: string,
  maxBytes: number,
  use: (file: OpenedFile) => Promise<T>,
): Promise<T> {
  const file = await room.files.open(source, { maxBytes });
  try {
    room.left -= file.size;
    if (room.left < 0)
      throw new ToolError(
        'FILE_TOO_LARGE',
        'The files of these messages have more than 50 MB together.',
        'Send fewer, or smaller ones.',
      );
    return await use(file);
  } finally {
    await file.close();
  }
}

const base64Of = async (file: OpenedFile): Promise<string> => (await file.bytes()).toString('base64');
const dataUrlOf = async (file: OpenedFile) => `data:${file.mimeType};base64,${await base64Of(file)}`;
