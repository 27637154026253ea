import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { currentCall } from '../../contracts/current-call.js';
import { serverStopping } from '../../contracts/server-stopping.js';
import { Files, type OpenedFile, type ReadFile, type StoredFile } from '../../plugin-api/files.js';
import { CountedSource } from './counted-source.js';
import type { FilePlaces } from './file-places.js';
import { FileSources, type SourcesSection } from './file-sources.js';
import { fileStem } from './file-stem.js';
import { extensionOf } from './media-extensions.js';
import { findFile, recentFiles } from './output-folder.js';
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

  recent(limit: number): Promise<StoredFile[]> {
    return recentFiles(this.places.folder, limit);
  }

  find(name: string): Promise<StoredFile | undefined> {
    return findFile(this.places.folder, name);
  }

  async open(source: string, options: { maxBytes: number; signal?: AbortSignal }): Promise<OpenedFile> {
    return (await this.sources.find(source, options)).file;
  }

  async read(source: string, options: { maxBytes: number; signal?: AbortSignal }): Promise<ReadFile> {
    const { file, path } = await this.sources.find(source, options);
    try {
      const data = await file.bytes();
      return { path, name: file.name, mimeType: sniffMimeType(data) ?? 'application/octet-stream', data };
    } finally {
      await file.close();
    }
  }

  private counted(data: AsyncIterable<Uint8Array>): CountedSource {
    const signals = [this.stopping.signal, currentCall.getStore()?.signal];
    return new CountedSource(data, AbortSignal.any(signals.filter((signal) => signal !== undefined)));
  }
}
