import { realpath } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FilesSection } from '../../config/sections/files-section.js';
import { currentCall } from '../../contracts/current-call.js';
import { serverStopping } from '../../contracts/server-stopping.js';
import { withheldFiles } from '../../contracts/withheld-files.js';
import {
  Files,
  type ListedFile,
  type OpenedFile,
  type ReadFile,
  type StoredFile,
} from '../../plugin-api/files.js';
import { CountedSource } from './counted-source.js';
import { keepUnwritten, openUnwritten } from './dry-files.js';
import type { FilePlaces } from './file-places.js';
import { FileSources } from './file-sources.js';
import { fileStem } from './file-stem.js';
import { extensionOf } from './media-extensions.js';
import type { ProducedFiles } from './produced-files.js';
import { fileNotFound } from './read-errors.js';
import { fileNotSaved } from './save-errors.js';
import type { NewFile } from './save-new-file.js';
import { currentShelf } from './shelf.js';
import { sniffMimeType } from './sniff-mime-type.js';

type Content = Parameters<Files['save']>[1];

export interface LocalFilesOptions {
  places: FilePlaces;
  section: Pick<FilesSection, 'fetch' | 'clientRoots'>;
  /** Where what tools make is kept. */
  produced: ProducedFiles;
  /** Called when there are other files than before. */
  changed(): void;
}

/** The files of this machine. */
export class LocalFiles extends Files {
  private readonly produced: ProducedFiles;
  private readonly writing = new Set<Promise<unknown>>();
  private readonly stopping = new AbortController();
  private readonly sources: FileSources;
  private readonly unlisten: () => void;

  constructor(private readonly options: LocalFilesOptions) {
    super();
    const { places, section, produced, changed } = options;
    this.produced = produced;
    this.sources = new FileSources(places, this.produced, section, this.stopping.signal);
    this.unlisten = withheldFiles.onRelease(changed);
  }

  async save(title: string, { data, mimeType }: Content): Promise<StoredFile> {
    const call = currentCall.getStore();
    if (call?.dryRun !== undefined)
      return keepUnwritten(call, call.dryRun, this.produced.folderOf(currentShelf()), { data, mimeType });
    if (this.stopping.signal.aborted) throw serverStopping();
    const pieces = typeof data === 'string' || data instanceof Uint8Array ? undefined : this.counted(data);
    const write = this.write(fileStem(title), extensionOf(mimeType), pieces ?? data);
    this.writing.add(write);
    try {
      const { path, size } = await write;
      return { uri: pathToFileURL(path).href, path, name: basename(path), mimeType, size: Number(size) };
    } catch (error) {
      throw pieces?.failure === undefined ? fileNotSaved(error) : pieces.failure.error;
    } finally {
      this.writing.delete(write);
    }
  }

  /** Takes no more files; resolves when those under way are whole, but for those that still come in. */
  async close(): Promise<void> {
    this.stopping.abort(serverStopping());
    this.unlisten();
    await Promise.allSettled(this.writing);
    await Promise.all([this.sources.close(), this.produced.close()]);
  }

  async recent(limit: number): Promise<StoredFile[]> {
    const files = await this.produced.recent(currentShelf(), limit + withheldFiles.size);
    return files.filter(({ path }) => !withheldFiles.has(path)).slice(0, limit);
  }

  async find(name: string): Promise<StoredFile | undefined> {
    const file = await this.produced.find(currentShelf(), name);
    return file === undefined || withheldFiles.has(file.path) ? undefined : file;
  }

  async open(source: string, options: { maxBytes: number; signal?: AbortSignal }): Promise<OpenedFile> {
    return (await this.found(source, options)).file;
  }

  async *list(pattern: string, { signal }: { signal?: AbortSignal } = {}): AsyncGenerator<ListedFile> {
    for await (const file of this.sources.list(pattern, signal)) {
      if (!(await this.isWithheld(file.path))) yield file;
    }
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

  private async write(stem: string, extension: string, data: Content['data']): Promise<NewFile> {
    const call = currentCall.getStore();
    const file = await this.produced.save(currentShelf(), stem, extension, data);
    call?.hasSaved(file.path);
    const letGo = await this.produced.note(file);
    if (call === undefined) letGo();
    else call.atEnd(letGo);
    this.options.changed();
    return file;
  }

  private async found(source: string, options: { maxBytes: number; signal?: AbortSignal }) {
    const run = currentCall.getStore()?.dryRun;
    const unwritten = run && openUnwritten(run, source);
    if (unwritten !== undefined) return { file: unwritten, path: undefined };
    const found = await this.sources.find(source, options);
    if (found.path === undefined || !(await this.isWithheld(found.path))) return found;
    await found.file.close();
    throw fileNotFound();
  }

  /** Whether it has not been judged yet; the call that saved it may read it. */
  private async isWithheld(path: string): Promise<boolean> {
    if (withheldFiles.size === 0) return false;
    const folder = this.produced.folderOf('');
    const way = relative(await realpath(folder).catch(() => folder), path);
    const saved = join(folder, way);
    return withheldFiles.has(saved) && !currentCall.getStore()?.savedFiles.includes(saved);
  }

  private counted(data: AsyncIterable<Uint8Array>): CountedSource {
    const signals = [this.stopping.signal, currentCall.getStore()?.signal];
    return new CountedSource(data, AbortSignal.any(signals.filter((signal) => signal !== undefined)));
  }
}
