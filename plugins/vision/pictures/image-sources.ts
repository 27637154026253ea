import {
  Files,
  Provider,
  Service,
  type TextMessagePart,
  type ToolCall,
  ToolError,
} from 'openai-mcp-host/plugin';
import type { Detail } from '../analyze-image.input.js';

const MAX_BYTES = 50 * 1024 * 1024;
const TAKEN = /^image\/(png|jpeg|gif|webp)$/;

/** Turns what a call names as its pictures into what a model looks at, after a look at what can be looked at here. */
@Service()
export class ImageSources {
  constructor(
    private readonly files: Files,
    private readonly provider: Provider,
  ) {}

  /**
   * The pictures as parts of a message; several are numbered.
   *
   * @param sources as `Files.open` takes them. OpenAI itself fetches pictures from the web; for other providers this machine does, under its guard.
   * @throws ToolError `NOT_AN_IMAGE`, `IMAGE_TOO_LARGE`, and whatever `Files.open` throws.
   */
  async partsOf(sources: readonly string[], detail: Detail, call: ToolCall): Promise<TextMessagePart[]> {
    let left = MAX_BYTES;
    const parts: TextMessagePart[] = [];
    for (const [index, source] of sources.entries()) {
      if (sources.length > 1) parts.push({ type: 'text', text: `Image ${index + 1}:` });
      const { url, bytes } = await this.urlOf(source, left, call);
      left -= bytes;
      parts.push({ type: 'image_url', image_url: { url, detail } });
    }
    return parts;
  }

  private async urlOf(source: string, left: number, call: ToolCall): Promise<{ url: string; bytes: number }> {
    if (this.provider.kind === 'openai' && /^https?:/i.test(source)) {
      if (!URL.canParse(source)) throw notAnImage('The URL is malformed.');
      return { url: source, bytes: 0 };
    }
    const file = await this.files.open(source, { maxBytes: MAX_BYTES, signal: call.signal });
    if (file.size > left)
      throw new ToolError(
        'IMAGE_TOO_LARGE',
        'The pictures have more than 50 MB together.',
        'Scale them down, or send fewer.',
      );
    if (!TAKEN.test(file.mimeType))
      throw notAnImage(`${file.name} is no picture that OpenAI takes, by its content.`);
    const data = await file.bytes();
    await file.close();
    return { url: `data:${file.mimeType};base64,${data.toString('base64')}`, bytes: file.size };
  }
}

const notAnImage = (message: string) =>
  new ToolError(
    'NOT_AN_IMAGE',
    message,
    'Send a PNG, JPEG, WebP or GIF as an http(s) URL, data URL or local file.',
  );
