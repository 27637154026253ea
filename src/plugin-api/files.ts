import { Contract } from './contract.js';

/** A file that the host keeps. */
export interface StoredFile {
  /** `file://` URL. */
  uri: string;
  /** Absolute path. */
  path: string;
  /** The file's name, without its folder. */
  name: string;
  mimeType: string;
  /** Bytes. */
  size: number;
}

/** A file that was read from an allowed folder. */
export interface ReadFile {
  path: string;
  name: string;
  /** Read off the content, not off the name. `application/octet-stream` where the content tells nothing. */
  mimeType: string;
  data: Buffer;
}

/** The only way for a tool to the disk: what it makes goes into the host's output folder, what it reads must lie under `files.roots`. */
@Contract('Files')
export abstract class Files {
  /**
   * Writes a file into the output folder (`files.folder` of the config). Never overwrites: a taken name gets a number.
   *
   * @param title what the file shows, in words: its name is made from it. The extension follows from the media type.
   * @throws ToolError `FILE_NOT_SAVED` when the disk refuses.
   */
  abstract save(title: string, content: { data: Uint8Array | string; mimeType: string }): Promise<StoredFile>;

  /**
   * The files of the output folder, newest first.
   *
   * @param limit the most that are wanted.
   */
  abstract recent(limit: number): Promise<StoredFile[]>;

  /** A file of the output folder by its name; undefined where there is none. */
  abstract find(name: string): Promise<StoredFile | undefined>;

  /**
   * Reads a file that the caller names by path or `file:` URL.
   *
   * @param options `maxBytes`: refuse a larger file.
   * @throws ToolError `PATH_NOT_ALLOWED` outside the allowed folders, symbolic links followed; `FILE_NOT_FOUND`;
   *   `FILE_TOO_LARGE`.
   */
  abstract read(pathOrUrl: string, options: { maxBytes: number }): Promise<ReadFile>;
}
