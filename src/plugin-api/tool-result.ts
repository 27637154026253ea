import type { StoredFile } from './files.js';
import { RESULT } from './metadata.js';
import type { EmbeddedResource } from './resource-content.js';

/** A picture or sound to show beside the text: bytes and their media type, such as `image/png`. */
export interface Media {
  data: Uint8Array;
  mimeType: string;
  /** The file that has it in full: what is shown may be a smaller picture, and is not saved again where it doesn't fit. */
  file?: StoredFile;
}

/**
 * What a tool returns when a plain object is not enough: the structured output, a text twin that the model reads, and
 * pictures, sounds, resources and files. `run()` may also return the output object by itself; its text twin is then its JSON.
 */
export class ToolResult<Output extends object = object> {
  readonly [RESULT] = true;
  readonly images: Media[] = [];
  readonly sounds: Media[] = [];
  readonly resources: EmbeddedResource[] = [];
  readonly files: StoredFile[] = [];

  /**
   * @param structured an instance or plain object that fits the tool's `output` class.
   * @param text the same in words, for the model. Left out: the JSON of `structured`.
   */
  constructor(
    readonly structured: Output,
    readonly text?: string,
  ) {}

  /** Adds a picture, shown inline where it fits the client. Save it with `Files` too: inline pictures can be dropped. */
  image(image: Media): this {
    this.images.push(image);
    return this;
  }

  /** Adds a sound, such as `audio/wav`; kept as a file where it is too large for the client. */
  sound(sound: Media): this {
    this.sounds.push(sound);
    return this;
  }

  /** Adds a resource with its content, for a client that would otherwise have to read it. */
  resource(resource: EmbeddedResource): this {
    this.resources.push(resource);
    return this;
  }

  /** Adds a link to a file that `Files` has saved. */
  file(file: StoredFile): this {
    this.files.push(file);
    return this;
  }

  /** Whether a value is a ToolResult, of this copy of the package or another. */
  static is(value: unknown): value is ToolResult {
    return typeof value === 'object' && value !== null && Reflect.get(value, RESULT) === true;
  }
}
