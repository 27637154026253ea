import { Files, Service, ToolError } from 'openai-mcp-host/plugin';

const MAX_BYTES = 20 * 1024 * 1024;

/** Turns what a call names as a picture into a URL that OpenAI takes; local files are read, all else OpenAI judges. */
@Service()
export class PictureUrls {
  constructor(private readonly files: Files) {}

  async of(source: string): Promise<string> {
    if (/^(https?:\/\/.|data:image\/)/i.test(source)) return source;
    if (/^(?!file:|openai-mcp-host:)[a-z][a-z\d+.-]+:/i.test(source))
      throw notAnImage('The URL is neither http(s) nor a picture.');
    const { data, mimeType } = await this.files.read(source, { maxBytes: MAX_BYTES });
    if (!/^image\/(png|jpeg|webp|gif)$/.test(mimeType))
      throw notAnImage('The file is no picture that OpenAI takes.');
    return `data:${mimeType};base64,${data.toString('base64')}`;
  }
}

const notAnImage = (message: string) =>
  new ToolError(
    'NOT_AN_IMAGE',
    message,
    'Send a PNG, JPEG, WebP or GIF as an http(s) URL, data URL or local file.',
  );
