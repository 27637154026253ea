import {
  type AudioPart,
  type FilePart,
  type Files,
  type OpenedFile,
  type PicturePart,
  ToolError,
} from 'openai-mcp-host/plugin';

/** The most that OpenAI takes of a picture or a document. */
const MOST_BYTES = 50 * 1024 * 1024;
const MOST_SOUND_BYTES = 25 * 1024 * 1024;
const PICTURES = /^image\/(png|jpeg|webp|gif)$/;
const SOUNDS = new Map([
  ['audio/wav', 'wav' as const],
  ['audio/x-wav', 'wav' as const],
  ['audio/mpeg', 'mp3' as const],
]);

export async function picturePart(files: Files, picture: PicturePart['image_url']): Promise<PicturePart> {
  return opened(files, picture.url, MOST_BYTES, async (file) => {
    if (!PICTURES.test(file.mimeType)) {
      const message = `${file.name} is ${file.mimeType}, no picture that OpenAI takes.`;
      throw new ToolError('NOT_AN_IMAGE', message, 'Send a PNG, JPEG, WebP or GIF.');
    }
    return { type: 'image_url', image_url: { ...picture, url: await dataUrlOf(file) } };
  });
}

export async function documentPart(files: Files, source: string, filename?: string): Promise<FilePart> {
  return opened(files, source, MOST_BYTES, async (file) => ({
    type: 'file',
    file: { filename: filename ?? file.name, file_data: await dataUrlOf(file) },
  }));
}

export async function soundPart(files: Files, source: string): Promise<AudioPart> {
  return opened(files, source, MOST_SOUND_BYTES, async (file) => {
    const format = SOUNDS.get(file.mimeType);
    if (format === undefined) {
      const message = `${file.name} is ${file.mimeType}, and a message takes sound as wav or mp3.`;
      throw new ToolError('INPUT_INVALID', message, 'Convert it, or transcribe it first.');
    }
    return { type: 'input_audio', input_audio: { data: await base64Of(file), format } };
  });
}

async function opened<T>(
  files: Files,
  source: string,
  maxBytes: number,
  use: (file: OpenedFile) => Promise<T>,
): Promise<T> {
  const file = await files.open(source, { maxBytes });
  try {
    return await use(file);
  } finally {
    await file.close();
  }
}

const base64Of = async (file: OpenedFile): Promise<string> => (await file.bytes()).toString('base64');
const dataUrlOf = async (file: OpenedFile) => `data:${file.mimeType};base64,${await base64Of(file)}`;
