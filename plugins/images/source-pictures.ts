import { Files, Service, ToolError } from 'openai-mcp-host/plugin';
import { pictureFacts } from './picture-facts.js';
import type { Size } from './picture-size.js';

const MOST_BYTES = 50 * 1024 * 1024;
const EXTENSIONS: Record<string, string> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' };

/** A picture that a call names, open until it is closed. */
export interface SourcePicture {
  /** As it is sent: the name tells nothing of this machine. */
  file: File;
  bytes(): Promise<Buffer>;
  close(): Promise<void>;
}

/** Opens what a call names as its pictures, and lets through what image models take. */
@Service()
export class SourcePictures {
  constructor(private readonly files: Files) {}

  /** All or none: those that were opened are closed again where one is refused. */
  async open(sources: readonly string[], signal: AbortSignal): Promise<SourcePicture[]> {
    const attempts = await Promise.allSettled(
      sources.map((source, at) => this.one(source, `image-${at + 1}`, MOST_BYTES, signal)),
    );
    const opened = attempts.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const refused = attempts.find((one) => one.status === 'rejected');
    if (refused === undefined) return opened;
    await Promise.all(opened.map((picture) => picture.close()));
    throw refused.reason;
  }

  async one(source: string, name: string, maxBytes: number, signal: AbortSignal): Promise<SourcePicture> {
    const opened = await this.files.open(source, { maxBytes, signal });
    const extension = EXTENSIONS[opened.mimeType];
    if (extension === undefined) {
      await opened.close();
      throw new ToolError(
        'NOT_AN_IMAGE',
        `${name} is ${opened.mimeType}; image models change PNG, JPEG and WebP.`,
        'Send a PNG, JPEG or WebP.',
      );
    }
    return {
      file: new File([opened.blob], `${name}.${extension}`, { type: opened.mimeType }),
      bytes: () => opened.bytes(),
      close: () => opened.close(),
    };
  }
}
