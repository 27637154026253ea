import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { currentCall } from '../../contracts/current-call.js';
import { serverStopping } from '../../contracts/server-stopping.js';
import { Files, type ReadFile, type StoredFile } from '../../plugin-api/files.js';
import type { FilePlaces } from './file-places.js';
import { fileStem } from './file-stem.js';
import { findAllowedFile, realRoots } from './find-allowed-file.js';
import { extensionOf } from './media-extensions.js';
import { findFile, recentFiles } from './output-folder.js';
import { readAllowedFile } from './read-allowed-file.js';
import { requestedPath } from './requested-path.js';
import { fileNotSaved } from './save-errors.js';
import { saveNewFile } from './save-new-file.js';
import { sniffMimeType } from './sniff-mime-type.js';

/** The files of this machine. */
export class LocalFiles extends Files {
  private readonly writing = new Set<Promise<string>>();
  private closed = false;

  constructor(private readonly places: FilePlaces) {
    super();
  }

  async save(
    title: string,
    { data, mimeType }: { data: Uint8Array | string; mimeType: string },
  ): Promise<StoredFile> {
    const dryRun = currentCall.getStore()?.dryRun;
    if (dryRun !== undefined) throw dryRun.withhold('It would write a file.');
    if (this.closed) throw serverStopping();
    const write = saveNewFile(this.places.folder, fileStem(title), extensionOf(mimeType), data);
    this.writing.add(write);
    try {
      const path = await write;
      const size = typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength;
      return { uri: pathToFileURL(path).href, path, name: basename(path), mimeType, size };
    } catch (error) {
      throw fileNotSaved(error);
    } finally {
      this.writing.delete(write);
    }
  }

  /** Takes no more files; resolves when those under way are whole. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.allSettled(this.writing);
  }

  recent(limit: number): Promise<StoredFile[]> {
    return recentFiles(this.places.folder, limit);
  }

  find(name: string): Promise<StoredFile | undefined> {
    return findFile(this.places.folder, name);
  }

  async read(pathOrUrl: string, { maxBytes }: { maxBytes: number }): Promise<ReadFile> {
    const requested = requestedPath(pathOrUrl);
    const roots = await realRoots([this.places.folder, ...this.places.roots]);
    const path = await findAllowedFile(requested, roots);
    const data = await readAllowedFile(path, roots, maxBytes);
    return { path, name: basename(path), mimeType: sniffMimeType(data) ?? 'application/octet-stream', data };
  }
}
