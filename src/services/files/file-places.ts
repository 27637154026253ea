import { join } from 'node:path';
import type { LoadedConfig } from '../../config/load-config.js';
import { localPath } from '../../config/local-path.js';

/** Where files go and where they may come from; absolute paths. */
export interface FilePlaces {
  /** What tools make is written here, and may be read again. */
  folder: string;
  /** Copies of what lies in the object store. */
  copies: string;
  /** What else may be read. */
  roots: readonly string[];
  /** What is known of the files that tools made. */
  marks: string;
  /** What lasts no longer than a call. */
  temporary: string;
}

/** The places that a config names: relative to its own folder, `~` for the home folder. */
export function filePlacesOf({
  config,
  baseFolder,
  dataFolder,
}: Omit<LoadedConfig, 'apiKey' | 'file'>): FilePlaces {
  const { folder, roots } = config.files;
  return {
    folder: folder === undefined ? join(dataFolder, 'files') : localPath(baseFolder, folder),
    copies: join(dataFolder, 'copies'),
    marks: join(dataFolder, 'made'),
    temporary: join(dataFolder, 'temporary'),
    roots: roots.map((root) => localPath(baseFolder, root)),
  };
}
