import { join } from 'node:path';
import { FilesSection } from '../../../src/config/sections/files-section.js';
import type { Logger } from '../../../src/plugin-api/logger.js';
import type { FilePlaces } from '../../../src/services/files/file-places.js';
import { LocalFiles } from '../../../src/services/files/local-files.js';
import { ProducedFolder } from '../../../src/services/files/produced-folder.js';

const SILENT: Logger = { debug() {}, info() {}, warn() {}, error() {} };

interface More {
  log: Logger;
  now(): number;
  changed(): void;
}

/** Files below a folder of the test: made ones in `made`. */
export function filesIn(
  parent: string,
  given: Partial<FilePlaces> = {},
  more: Partial<FilesSection> = {},
  { log = SILENT, now = Date.now, changed = () => {} }: Partial<More> = {},
): LocalFiles {
  const places = {
    folder: join(parent, 'made'),
    copies: join(parent, 'copies'),
    roots: [],
    marks: join(parent, 'marks'),
    temporary: join(parent, 'temporary'),
    ...given,
  };
  const section = { ...new FilesSection(), ...more };
  const produced = new ProducedFolder({ places, keep: section.keep, log, now, cleared: changed });
  return new LocalFiles({ places, section, produced, changed });
}
