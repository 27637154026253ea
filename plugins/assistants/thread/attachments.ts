import {
  Files,
  OpenAIClient,
  type OpenedFile,
  Provider,
  Service,
  type TextMessagePart,
  ToolError,
} from 'openai-mcp-host/plugin';

/** The most that OpenAI takes of all files of a request together. */
const MOST_BYTES = 50 * 1024 * 1024;
const FILE_ID = /^file-[\w-]{1,100}$/;
const PICTURE_NAME = /\.(png|jpe?g|webp|gif)$/i;
const PICTURE = /^image\/(png|jpeg|webp|gif)$/;

/** What is shown to the assistant with a question. */
@Service()
export class Attachments {
  constructor(
    private readonly files: Files,
    private readonly openai: OpenAIClient,
    private readonly provider: Provider,
  ) {}

  /** @throws ToolError `INPUT_INVALID` for what is empty or nothing to show, and what {@link Files} has against a file. */
  async open(sources: readonly string[]): Promise<TextMessagePart[]> {
    const parts: TextMessagePart[] = [];
    let left = MOST_BYTES;
    for (const source of sources) {
      if (FILE_ID.test(source)) {
        parts.push(await this.uploaded(source));
        continue;
      }
      const file = await this.files.open(source, { maxBytes: left });
      left -= file.size;
      try {
        parts.push(await shown(file));
      } finally {
        await file.close();
      }
    }
    return parts;
  }

  /** OpenAI takes a picture by its id in another form than a document, so its name is looked up. */
  private async uploaded(id: string): Promise<TextMessagePart> {
    if (this.provider.kind !== 'openai') return { type: 'file', file: { file_id: id } };
    const { filename } = await this.openai.files.retrieve(id).catch((error: unknown) => {
      throw Reflect.get(Object(error), 'status') === 404 ? notThere(id) : error;
    });
    if (!PICTURE_NAME.test(filename)) return { type: 'file', file: { file_id: id } };
    throw new ToolError(
      'INPUT_INVALID',
      `${filename} (${id}) is a picture, and those are not shown by their ids.`,
      'Name its path or address in files.',
    );
  }
}

async function shown(file: OpenedFile): Promise<TextMessagePart> {
  const { name, mimeType, size } = file;
  if (size === 0)
    throw new ToolError('INPUT_INVALID', `${name} is empty.`, 'Name a file that has something in it.');
  if (/^(audio|video)\//.test(mimeType))
    throw new ToolError(
      'INPUT_INVALID',
      `${name} is ${mimeType}, which assistants don't take.`,
      'Transcribe it first.',
    );
  const url = `data:${mimeType};base64,${(await file.bytes()).toString('base64')}`;
  return PICTURE.test(mimeType)
    ? { type: 'image_url', image_url: { url } }
    : { type: 'file', file: { filename: name, file_data: url } };
}

const notThere = (id: string) =>
  new ToolError('FILE_NOT_FOUND', `OpenAI has no file ${id} for this key.`, 'Upload it, or name a path.');
