import { IsBoolean, IsInt, IsNumber, IsString, Max, Min } from 'class-validator';
import { Describe } from '../../plugin-api/property.js';

/** `files.fetch`: what the server fetches from the web where a call names an address as its input. */
export class FetchSection {
  @Describe('Whether http and https addresses are fetched at all.')
  @IsBoolean()
  enabled = true;

  @Describe('Hosts that may be fetched from, with * and ?. None: every public one.')
  @IsString({ each: true })
  allowHosts: string[] = [];

  @Describe('Hosts that are never fetched from, with * and ?.')
  @IsString({ each: true })
  denyHosts: string[] = [];

  @Describe('Hosts, by their whole name or address, that are fetched from although they are private.')
  @IsString({ each: true })
  allowPrivate: string[] = [];

  @Describe('Seconds that one file may take, redirects included.')
  @IsNumber()
  @Min(0.1)
  @Max(3600)
  timeoutSeconds = 120;

  @Describe(
    'Megabytes of one file at most, whatever the tool would take: it lies on the disk until its call has ended.',
  )
  @IsInt()
  @Min(1)
  maxMB = 1000;
}
