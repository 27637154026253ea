import { IsBoolean, IsOptional, IsString } from 'class-validator';
import { Describe, Nested } from '../../plugin-api/property.js';
import { FetchSection } from './fetch-section.js';
import { FileStoreSection } from './file-store-section.js';
import { KeepSection } from './keep-section.js';

/** `files`: where tools write and what they may read. */
export class FilesSection {
  @Describe('Folder for the files that tools make. Default: `files` in the data folder.')
  @IsOptional()
  @IsString()
  folder?: string;

  @Describe(
    'Object store for the files that tools make, in place of `folder`: for several servers without a shared disk.',
  )
  @IsOptional()
  @Nested(() => FileStoreSection)
  store?: FileStoreSection;

  @Describe(
    'Folders that tools may read from, relative to this config file, beside what tools made and `clientRoots`.',
  )
  @IsString({ each: true })
  roots: string[] = [];

  @Describe(
    'Whether tools may also read from the folders that a client on this machine says it works in (MCP roots).',
  )
  @IsBoolean()
  clientRoots = true;

  @Describe('How long and how much of what tools made is kept.')
  @Nested(() => KeepSection)
  keep = new KeepSection();

  @Describe('What is fetched from the web.')
  @Nested(() => FetchSection)
  fetch = new FetchSection();
}
