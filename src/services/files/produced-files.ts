import type { Files, StoredFile } from '../../plugin-api/files.js';
import type { NewFile } from './save-new-file.js';

/** What is written: at once, or piece by piece. */
export type Content = Parameters<Files['save']>[1]['data'];

/**
 * Where the files that tools make are kept: a shelf for each owner ({@link shelfOf}), and whoever asks for one's files sees none of
 * another's. Names are plain: anything that could lead elsewhere names nothing.
 */
export interface ProducedFiles {
  /** Writes a new file, whole or not at all; a name that is taken gets a number. */
  save(shelf: string, stem: string, extension: string, data: Content): Promise<NewFile>;
  /** The newest first. */
  recent(shelf: string, limit: number): Promise<StoredFile[]>;
  find(shelf: string, name: string): Promise<StoredFile | undefined>;
  /** Makes a path below `folderOf` readable here, where it is one of a file of the shelf that is kept elsewhere. */
  bring(shelf: string, path: string): Promise<void>;
  /** Told of what was just saved: notes that it was made here, and keeps it at least until what it returns is called. */
  note(file: NewFile): Promise<() => void>;
  /** The absolute folder of this machine where a shelf's files can be read once they were {@link find found}. */
  folderOf(shelf: string): string;
  close(): Promise<void>;
}
