import { join } from 'node:path';
import { FilesSection } from '../../../src/config/sections/files-section.js';
import type { FilePlaces } from '../../../src/services/files/file-places.js';
import { LocalFiles } from '../../../src/services/files/local-files.js';

/** Files below a folder of the test: made ones in `made`. */
export const filesIn = (
  parent: string,
  places: Partial<FilePlaces> = {},
  section: Partial<FilesSection> = {},
): LocalFiles =>
  new LocalFiles(
    { folder: join(parent, 'made'), roots: [], temporary: join(parent, 'temporary'), ...places },
    { ...new FilesSection(), ...section },
  );
