import { Files, Service, ToolError } from 'openai-mcp-host/plugin';
import { imageTypeOf } from './image-type.js';

const MAX_BYTES = 50 * 1024 * 1024;

/** Turns what a call names as its picture into a URL that OpenAI takes, after a look at what can be looked at here. */
@Service()
export class ImageSources {
  constructor(private readonly files: Files) {}

  /** @param source http(s) URL, data URL, `file:` URL or path. Only OpenAI fetches from the web. */
  async urlOf(source: string): Promise<string> {
    const scheme = /^([a-z][a-z\d+.-]+):/i.exec(source.slice(0, 40))?.[1]?.toLowerCase();
    if (scheme === 'http' || scheme === 'https') return webUrl(source);
    if (scheme === 'data') return dataUrl(decoded(source));
    if (scheme !== undefined && scheme !== 'file')
      throw notAnImage(`A URL with ${scheme}: can't be looked at.`);
    const { data } = await this.files.read(source, { maxBytes: MAX_BYTES });
    return dataUrl(data);
  }
}

function webUrl(source: string): string {
  if (!URL.canParse(source)) throw notAnImage('The URL is malformed.');
  return source;
}

function decoded(source: string): Buffer {
  const comma = source.indexOf(',');
  const isBase64 = comma > 0 && /;\s*base64$/i.test(source.slice(0, comma).trimEnd());
  const payload = source.slice(comma + 1);
  if (!isBase64 || payload === '' || payload.length % 4 === 1 || !/^[A-Za-z\d+/]*={0,2}$/.test(payload)) {
    throw notAnImage('The data URL is not data:image/…;base64,… with valid base64.');
  }
  if (payload.length > Math.ceil(MAX_BYTES / 3) * 4) {
    throw new ToolError('IMAGE_TOO_LARGE', 'The picture has more than 50 MB.', 'Scale it down.');
  }
  return Buffer.from(payload, 'base64');
}

function dataUrl(data: Buffer): string {
  const type = imageTypeOf(data);
  if (type === undefined) throw notAnImage('The content is no picture that OpenAI takes.');
  return `data:${type};base64,${data.toString('base64')}`;
}

const notAnImage = (message: string) =>
  new ToolError(
    'NOT_AN_IMAGE',
    message,
    'Send a PNG, JPEG, WebP or GIF as an http(s) URL, data URL or local file.',
  );
