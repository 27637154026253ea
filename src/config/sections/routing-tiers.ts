import { IsOptional } from 'class-validator';
import { Describe, Union } from '../../plugin-api/property.js';

/** `routing.tiers`. */
export class RoutingTiers {
  @Describe('Model for drafts, or several: the cheapest of them that can do what is asked.')
  @IsOptional()
  @Union('string', ['string'])
  draft?: string | string[];

  @Describe('The same for what is neither.')
  @IsOptional()
  @Union('string', ['string'])
  standard?: string | string[];

  @Describe('The same for hard tasks.')
  @IsOptional()
  @Union('string', ['string'])
  hard?: string | string[];
}
