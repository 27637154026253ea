import { Files, type OpenedFile, Service, ToolError } from 'openai-mcp-host/plugin';

const MOST_BYTES = 50 * 1024 * 1024;
const EXTENSIONS: Record<string, string> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' };

/** A picture that a call names, open until the call ends. */
export interface SourcePicture {
  /** As whoever called knows it. */
  title: string;
  /** As it is sent: its name tells nothing of this machine. */
  file: File;
  bytes(): Promise<Buffer>;
}

/** Opens what a call names as its pictures, and lets through what image models take. */
@Service()
export class SourcePictures {
  constructor(private readonly files: Files) {}

  open(sources: readonly string[], signal: AbortSignal): Promise<SourcePicture[]> {
    return Promise.all(sources.map((source, at) => this.one(source, `image-${at + 1}`, MOST_BYTES, signal)));
  }

  async one(source: string, name: string, maxBytes: number, signal: AbortSignal): Promise<SourcePicture> {
    const opened = await this.files.open(source, { maxBytes, signal });
    const { mimeType } = opened;
    const extension = EXTENSIONS[mimeType];
    if (extension === undefined) throw notTaken(name, opened);
    return {
      title: opened.name.replace(/\.\w+$/, ''),
      file: new File([opened.blob], `${name}.${extension}`, { type: mimeType }),
      bytes: () => opened.bytes(),
    };
  }
}

const notTaken = (place: string, { name, size, mimeType }: OpenedFile): ToolError =>
  new ToolError(
    'NOT_AN_IMAGE',
    `${place} (${name}) is ${size === 0 ? 'empty' : mimeType}; image models change PNG, JPEG and WebP.`,
    'Send a PNG, JPEG or WebP.',
  );
