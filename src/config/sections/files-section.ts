import { IsOptional, IsString } from 'class-validator';
import { Describe, Nested } from '../../plugin-api/property.js';
import { FetchSection } from './fetch-section.js';

/** `files`: where tools write and what they may read. */
export class FilesSection {
  @Describe('Folder for the files that tools make. Default: `files` in the data folder.')
  @IsOptional()
  @IsString()
  folder?: string;

  @Describe(
    'Folders that tools may read from, relative to this config file. None: only what tools made themselves is read.',
  )
  @IsString({ each: true })
  roots: string[] = [];

  @Describe('What is fetched from the web.')
  @Nested(() => FetchSection)
  fetch = new FetchSection();
}
