import { IsIn, IsOptional, IsString } from 'class-validator';
import { Describe } from '../../plugin-api/property.js';

/** `models`: the catalogue and what it decides. */
export class ModelsSection {
  @Describe(
    'What to do with a retired model: ask its replacement and say so, refuse, or send it as it is. With a foreign base URL: pass-through.',
  )
  @IsOptional()
  @IsIn(['substitute', 'reject', 'pass-through'])
  retired?: 'substitute' | 'reject' | 'pass-through';

  @Describe('A catalogue of your own, merged over config/models.json: a path relative to this config file.')
  @IsOptional()
  @IsString()
  catalogue?: string;
}
