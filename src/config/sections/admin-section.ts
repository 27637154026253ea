import { IsBoolean } from 'class-validator';
import { Describe } from '../../plugin-api/property.js';

/** `server.admin`: the operations page. */
export class AdminSection {
  @Describe('Whether operators get the operations page at /admin, over HTTP.')
  @IsBoolean()
  enabled = false;
}
