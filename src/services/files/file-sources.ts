import { basename, isAbsolute } from 'node:path';
import type { FilesSection } from '../../config/sections/files-section.js';
import { currentCall } from '../../contracts/current-call.js';
import type { ListedFile, OpenedFile } from '../../plugin-api/files.js';
import { ToolError } from '../../plugin-api/tool-error.js';
import type { WebFetch } from '../web/web-fetch.js';
import { checkGlob } from './check-glob.js';
import { ClientRoots } from './client-roots.js';
import { decodeDataUrl, isDataUrl } from './data-url.js';
import { DiskFile } from './disk-file.js';
import type { FilePlaces } from './file-places.js';
import { findAllowedFile, realRoots } from './find-allowed-file.js';
import { isUnder } from './is-under.js';
import { memoryFile } from './memory-file.js';
import { openAllowedFile } from './open-allowed-file.js';
import type { ProducedFiles } from './produced-files.js';
import { pathNotAllowed, producedFileGone } from './read-errors.js';
import { readableFolders } from './readable-folders.js';
import { isWebUrl, requestedPath } from './requested-path.js';
import { currentShelf } from './shelf.js';
import { type GlobStart, splitGlob } from './split-glob.js';
import { TemporaryFiles } from './temporary-files.js';
import { walk } from './walk.js';

const PRODUCED = /^openai-mcp-host:\/\/files\/([^/?#]+)$/i;

/** What of the config's section says what may be opened. */
export type SourcesSection = Pick<FilesSection, 'fetch' | 'clientRoots'>;

export interface OpenOptions {
  maxBytes: number;
  signal?: AbortSignal;
}

/** A file that was opened, and where it lies on this machine. */
export interface FoundFile {
  file: OpenedFile;
  path: string | undefined;
}

/** Opens whatever a caller may name as input. */
export class FileSources {
  private readonly open = new Set<OpenedFile>();
  private readonly clientRoots = new ClientRoots();
  private webFetch: Promise<WebFetch> | undefined;

  private readonly temporary: TemporaryFiles;

  constructor(
    private readonly places: FilePlaces,
    private readonly produced: ProducedFiles,
    private readonly section: SourcesSection,
    /** Aborts when the host stops. */
    private readonly stopping: AbortSignal,
  ) {
    this.temporary = new TemporaryFiles(places.temporary);
  }

  async find(source: string, { maxBytes, signal }: OpenOptions): Promise<FoundFile> {
    if (isDataUrl(source)) return { file: memoryFile(decodeDataUrl(source, maxBytes)), path: undefined };
    if (isWebUrl(source)) return { file: await this.fetched(source, maxBytes, signal), path: undefined };
    const path = (await this.producedPath(source)) ?? requestedPath(source);
    await this.produced.bring(currentShelf(), path);
    return this.findPath(path, maxBytes);
  }

  /** What a path, a folder or a glob names. */
  async *list(pattern: string, signal?: AbortSignal): AsyncGenerator<ListedFile> {
    const { folder, rest } = await this.startOf(requestedPath(pattern));
    if (rest !== undefined) checkGlob(rest);
    const folders = folder === '.' ? await this.readFolders() : [(await this.allowed(folder)).path];
    const { closed } = readableFolders(this.places, this.produced);
    const [fence] = closed === undefined ? [] : await realRoots([closed]);
    for (const each of folders)
      for await (const file of walk(each, rest, signal))
        if (fence === undefined || !isUnder(fence, file.path)) yield file;
  }

  /** Lets go of all that is still open. */
  async close(): Promise<void> {
    await Promise.all([...this.open].map((file) => file.close()));
    await this.temporary.clear();
  }

  private async findPath(requested: string, maxBytes: number): Promise<FoundFile> {
    const { path, roots } = await this.allowed(requested);
    const { handle, size } = await openAllowedFile(path, roots, maxBytes);
    try {
      const { temporary } = this;
      const file = await DiskFile.of({ handle, size, nameFor: () => basename(path), temporary });
      return { file: this.kept(file), path };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** A name with a bracket in it may be that of a file, and no glob. */
  private async startOf(pattern: string): Promise<GlobStart> {
    const start = splitGlob(pattern);
    if (start.rest === undefined) return start;
    const isName = await this.allowed(pattern).then(
      () => true,
      () => false,
    );
    return isName ? { folder: pattern } : start;
  }

  /** Those of the config, or else the client's; none twice. */
  private async readFolders(): Promise<string[]> {
    let folders = await realRoots(readableFolders(this.places, this.produced).roots);
    if (folders.length === 0 && this.section.clientRoots)
      folders = await realRoots(await this.clientRoots.now());
    if (folders.length === 0) throw pathNotAllowed();
    const others = (folder: string, at: number) =>
      folders.some((each, other) => other !== at && isUnder(each, folder) && (each !== folder || other < at));
    return folders.filter((folder, at) => !others(folder, at));
  }

  /** In the folders of the config; only where it is in none, the client is asked for its own. */
  private async allowed(requested: string): Promise<{ path: string; roots: string[] }> {
    const readable = readableFolders(this.places, this.produced);
    const roots = await realRoots([readable.produced, ...readable.roots]);
    try {
      const path = await findAllowedFile(requested, roots);
      if (readable.closed !== undefined) await refuseUnder(readable.closed, path);
      return { path, roots };
    } catch (error) {
      if (!this.section.clientRoots || !mayLieElsewhere(error, requested)) throw error;
      const more = await realRoots(await this.clientRoots.now());
      if (more.length === 0) throw error;
      const all = [...roots, ...more];
      return { path: await findAllowedFile(requested, all), roots: all };
    }
  }

  private async fetched(address: string, maxBytes: number, signal?: AbortSignal): Promise<OpenedFile> {
    const signals = [this.stopping, signal, currentCall.getStore()?.signal];
    const ending = AbortSignal.any(signals.filter((each) => each !== undefined));
    this.webFetch ??= import('../web/web-fetch.js').then(
      ({ WebFetch }) => new WebFetch(this.section.fetch, this.temporary),
    );
    const { file: own, size, url } = await (await this.webFetch).fetch(address, maxBytes, ending);
    const { webFileName } = await import('../web/web-file-name.js');
    try {
      const { temporary } = this;
      const nameFor = (mimeType: string) => webFileName(url, mimeType);
      return this.kept(await DiskFile.of({ handle: own.handle, size, nameFor, temporary, own }));
    } catch (error) {
      await own.remove();
      throw error;
    }
  }

  private async producedPath(source: string): Promise<string | undefined> {
    const [, name] = PRODUCED.exec(source) ?? [];
    if (name === undefined) return undefined;
    const file = await this.produced.find(currentShelf(), decoded(name));
    if (file === undefined) throw producedFileGone();
    return file.path;
  }

  /** Closed with its call, or with the host. */
  private kept(file: DiskFile): OpenedFile {
    this.open.add(file);
    // A call may open thousands of files: what it has closed must not stay with it.
    let open: DiskFile | undefined = file;
    file.onClose = () => {
      this.open.delete(file);
      open = undefined;
    };
    currentCall.getStore()?.atEnd(() => void open?.close());
    return file;
  }
}

async function refuseUnder(closed: string, path: string): Promise<void> {
  const [real] = await realRoots([closed]);
  if (real !== undefined && isUnder(real, path)) throw pathNotAllowed();
}

/** A relative path that is in none of our folders may be in another's. */
const mayLieElsewhere = (error: unknown, requested: string): boolean =>
  ToolError.is(error) &&
  (error.code === 'PATH_NOT_ALLOWED' || (error.code === 'FILE_NOT_FOUND' && !isAbsolute(requested)));

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    throw producedFileGone();
  }
}
