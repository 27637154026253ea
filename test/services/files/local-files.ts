import { join } from 'node:path';
import { FilesSection } from '../../../src/config/sections/files-section.js';
import type { Logger } from '../../../src/plugin-api/logger.js';
import type { FilePlaces } from '../../../src/services/files/file-places.js';
import { LocalFiles, type LocalFilesOptions } from '../../../src/services/files/local-files.js';

const SILENT: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** Files below a folder of the test: made ones in `made`. */
export const filesIn = (
  parent: string,
  places: Partial<FilePlaces> = {},
  section: Partial<FilesSection> = {},
  more: Partial<LocalFilesOptions> = {},
): LocalFiles =>
  new LocalFiles({
    places: {
      folder: join(parent, 'made'),
      roots: [],
      marks: join(parent, 'marks'),
      temporary: join(parent, 'temporary'),
      ...places,
    },
    section: { ...new FilesSection(), ...section },
    log: SILENT,
    now: Date.now,
    changed: () => {},
    ...more,
  });
