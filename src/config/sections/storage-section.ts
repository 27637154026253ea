import { IsIn, IsOptional, Matches } from 'class-validator';
import { Describe } from '../../plugin-api/property.js';

/** `storage`: where the ledger, the cache and the audit record are kept. */
export class StorageSection {
  @Describe(
    'PostgreSQL database that several servers share, by reference. Default: a SQLite file in the data folder.',
  )
  @IsOptional()
  @Matches(/^(?:postgres(?:ql)?:\/\/|\$\{)\S+$/)
  url?: string;

  @Describe('How SQLite writes. full: nothing is lost when the machine loses power, at a fifth of the speed.')
  @IsIn(['normal', 'full'])
  synchronous: 'normal' | 'full' = 'normal';
}
