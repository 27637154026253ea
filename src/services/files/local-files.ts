import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { currentCall } from '../../contracts/current-call.js';
import { serverStopping } from '../../contracts/server-stopping.js';
import { withheldFiles } from '../../contracts/withheld-files.js';
import { Files, type OpenedFile, type ReadFile, type StoredFile } from '../../plugin-api/files.js';
import { CountedSource } from './counted-source.js';
import type { FilePlaces } from './file-places.js';
import { FileSources, type SourcesSection } from './file-sources.js';
import { fileStem } from './file-stem.js';
import { extensionOf } from './media-extensions.js';
import { findFile, recentFiles } from './output-folder.js';
import { fileNotFound } from './read-errors.js';
import { fileNotSaved } from './save-errors.js';
import { saveNewFile } from './save-new-file.js';
import { sniffMimeType } from './sniff-mime-type.js';

type Content = Parameters<Files['save']>[1];

/** The files of this machine. */
export class LocalFiles extends Files {
  private readonly writing = new Set<Promise<string>>();
  private readonly sources: FileSources;
  private readonly stopping = new AbortController();

  constructor(
    private readonly places: FilePlaces,
    section: SourcesSection,
  ) {
    super();
    this.sources = new FileSources(places, section, this.stopping.signal);
  }

  async save(title: string, { data, mimeType }: Content): Promise<StoredFile> {
    const call = currentCall.getStore();
    if (call?.dryRun !== undefined) throw call.dryRun.withhold('It would write a file.');
    if (this.stopping.signal.aborted) throw serverStopping();
    const pieces = typeof data === 'string' || data instanceof Uint8Array ? undefined : this.counted(data);
    const write = saveNewFile(this.places.folder, fileStem(title), extensionOf(mimeType), pieces ?? data);
    this.writing.add(write);
    try {
      const path = await write;
      call?.hasSaved(path);
      const size = pieces?.size ?? Buffer.byteLength(data as Uint8Array | string);
      return { uri: pathToFileURL(path).href, path, name: basename(path), mimeType, size };
    } catch (error) {
      throw pieces?.failure === undefined ? fileNotSaved(error) : pieces.failure.error;
    } finally {
      this.writing.delete(write);
    }
  }

  /** Takes no more files; resolves when those under way are whole, but for those that still come in. */
  async close(): Promise<void> {
    this.stopping.abort(serverStopping());
    await Promise.allSettled(this.writing);
    await this.sources.close();
  }

  async recent(limit: number): Promise<StoredFile[]> {
    const files = await recentFiles(this.places.folder, limit + withheldFiles.size);
    return files.filter(({ path }) => !withheldFiles.has(path)).slice(0, limit);
  }

  async find(name: string): Promise<StoredFile | undefined> {
    const file = await findFile(this.places.folder, name);
    return file === undefined || withheldFiles.has(file.path) ? undefined : file;
  }

  async open(source: string, options: { maxBytes: number; signal?: AbortSignal }): Promise<OpenedFile> {
    return (await this.found(source, options)).file;
  }

  async read(source: string, options: { maxBytes: number; signal?: AbortSignal }): Promise<ReadFile> {
    const { file, path } = await this.found(source, options);
    try {
      const data = await file.bytes();
      return { path, name: file.name, mimeType: sniffMimeType(data) ?? 'application/octet-stream', data };
    } finally {
      await file.close();
    }
  }

  private async found(source: string, options: { maxBytes: number; signal?: AbortSignal }) {
    const found = await this.sources.find(source, options);
    if (found.path === undefined || !(await this.isWithheld(found.path))) return found;
    await found.file.close();
    throw fileNotFound();
  }

  /** Whether it has not been judged yet; the call that saved it may read it. */
  private async isWithheld(path: string): Promise<boolean> {
    if (withheldFiles.size === 0) return false;
    const folder = await realpath(this.places.folder).catch(() => this.places.folder);
    if (dirname(path) !== folder) return false;
    const saved = join(this.places.folder, basename(path));
    return withheldFiles.has(saved) && !currentCall.getStore()?.savedFiles.includes(saved);
  }

  private counted(data: AsyncIterable<Uint8Array>): CountedSource {
    const signals = [this.stopping.signal, currentCall.getStore()?.signal];
    return new CountedSource(data, AbortSignal.any(signals.filter((signal) => signal !== undefined)));
  }
}
