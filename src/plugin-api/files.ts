import { Contract } from './contract.js';
import type { ToolCall } from './tool-call.js';

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

/** A file that was read. */
export interface ReadFile {
  /** Absolute path; undefined for what does not lie on this machine. */
  path: string | undefined;
  name: string;
  /** Read off the content, not off the name. `application/octet-stream` where the content tells nothing. */
  mimeType: string;
  data: Buffer;
}

/** A file that is open until the call ends, or until it is closed. */
export interface OpenedFile {
  /** With the extension of its content where the source has no name of its own. */
  name: string;
  /** Read off the content, of which a large file shows its beginning only. `application/octet-stream` where that tells nothing. */
  mimeType: string;
  /** Bytes. */
  size: number;
  /**
   * For uploads by the injected OpenAIClient, as it is: read from the disk as it is sent, never whole in memory, and under
   * its name. It is the file that was checked, whatever takes its place on the disk; reading fails once it is closed, and may once it is changed.
   *
   * @throws ToolError `FILE_TOO_LARGE` of 4 GB and more: take it by {@link slice}.
   */
  readonly blob: File;
  /**
   * A piece of the content, in memory: the bytes from `start` up to `end`.
   *
   * @throws ToolError `FILE_UNREADABLE` where the file has become shorter.
   */
  slice(start: number, end: number): Promise<Buffer>;
  /** The whole content, in memory. */
  bytes(): Promise<Buffer>;
  /** Lets go of it before the call ends. Safe to call more than once. */
  close(): Promise<void>;
}

/** What {@link Files.list} came across. */
export interface ListedFile {
  /** Absolute path, for {@link Files.open}. */
  path: string;
  /**
   * Why it is not to be opened. `folder`: one that is not looked into, because its name begins with a dot or it holds what others
   * wrote (`node_modules`). `link`: a symbolic one. `unreadable`: a folder that the system refuses. Left out: it is a file.
   */
  skipped?: 'folder' | 'link' | 'unreadable';
}

/** The only way for a tool to the disk: what it makes goes into the host's output folder, and what a caller names as input is looked at before it is read. */
@Contract('Files')
export abstract class Files {
  /**
   * Writes a file into the output folder (`files.folder` of the config). Never overwrites: a taken name gets a number.
   *
   * @param title what the file shows, in words: its name is made from it. The extension follows from the media type.
   * @param content `data` may come piece by piece, and is then never whole in memory; where it fails, nothing is kept.
   * @throws ToolError `FILE_NOT_SAVED` when the disk refuses.
   */
  abstract save(
    title: string,
    content: { data: Uint8Array | string | AsyncIterable<Uint8Array>; mimeType: string },
  ): Promise<StoredFile>;

  /**
   * The files of the output folder, newest first.
   *
   * @param limit the most that are wanted.
   */
  abstract recent(limit: number): Promise<StoredFile[]>;

  /** A file of the output folder by its name; undefined where there is none. */
  abstract find(name: string): Promise<StoredFile | undefined>;

  /**
   * Opens what the caller names as input: a path or `file:` URL in an allowed folder, a `data:` URL, an http(s) address,
   * which the host fetches if it is a public one, or the `openai-mcp-host://files/…` address of a file that a tool made.
   *
   * A path outside the operator's folders may lie in those of the client, which is asked for them: as after
   * {@link ToolCall.confirm}, the call is run again from its start then. So open what is named before spending money.
   *
   * @param options `maxBytes`: refuse a larger file. `signal`: gives up; the call's own is followed anyway.
   * @throws ToolError `PATH_NOT_ALLOWED` outside the allowed folders, symbolic links followed; `FILE_NOT_FOUND`;
   *   `FILE_TOO_LARGE`; `FILE_UNREADABLE`; `DATA_URL_INVALID`; `URL_NOT_ALLOWED`; `URL_NOT_FETCHED`.
   */
  abstract open(source: string, options: { maxBytes: number; signal?: AbortSignal }): Promise<OpenedFile>;

  /**
   * The files that a path, a folder or a glob names, one after the other in the order of their names: they are looked for as they are asked for.
   * Symbolic links are not followed. As with {@link open}, the client may be asked for its folders, so the call may be run again.
   *
   * @param pattern absolute or relative, such as `docs`, `docs/*.md`, `src/**\/*.{ts,tsx}`. A relative glob that begins with no folder goes through
   *   all allowed ones, but for that of produced files.
   * @throws ToolError `PATH_NOT_ALLOWED` outside the allowed folders; `FILE_NOT_FOUND` where the folder is not there; `INPUT_INVALID` for a glob
   *   that takes too long to try; none where nothing fits.
   */
  abstract list(pattern: string, options?: { signal?: AbortSignal }): AsyncIterable<ListedFile>;

  /** Reads what {@link open} opens, whole. */
  abstract read(source: string, options: { maxBytes: number; signal?: AbortSignal }): Promise<ReadFile>;
}
