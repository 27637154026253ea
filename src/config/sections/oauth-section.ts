import { IsIn, IsNumber, IsOptional, IsString, Matches, Max, Min, MinLength } from 'class-validator';
import { Describe, Nested, RecordOf } from '../../plugin-api/property.js';
import { ClientLimits } from './client-limits.js';
import { OAuthScope } from './oauth-scope.js';

/** Signatures that only the issuer can make. */
const ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'],
  ...['EdDSA', 'Ed25519'],
];

/** `server.oauth`: whose access tokens are taken, and what they give. */
export class OAuthSection {
  @Describe('The authorization server, exactly as it stands in the `iss` of its tokens.')
  @Matches(/^(?:https?:\/\/|\$\{)\S+$/)
  issuer!: string;

  @Describe('What tokens must have as their `aud`. Left out: `server.http.publicUrl` with the path.')
  @IsOptional()
  @IsString()
  @MinLength(1)
  audience?: string;

  @Describe("Where the issuer's keys are. Left out: where its metadata says.")
  @IsOptional()
  @Matches(/^(?:https?:\/\/|\$\{)\S+$/)
  jwksUrl?: string;

  @Describe('What each scope gives. A token with none of them is refused.')
  @RecordOf(() => OAuthScope)
  scopes: Record<string, OAuthScope> = {};

  @Describe('The claim that says who a client is; what it leaves behind is entered under `oauth:` and that.')
  @IsString()
  @MinLength(1)
  nameClaim = 'sub';

  @Describe('Signatures that are taken.')
  @IsIn(ALGORITHMS, { each: true })
  algorithms: string[] = ['RS256', 'PS256', 'ES256', 'EdDSA'];

  @Describe('Seconds by which clocks may differ.')
  @IsNumber()
  @Min(0)
  @Max(600)
  clockToleranceSeconds = 30;

  @Describe('How much each client may ask for.')
  @IsOptional()
  @Nested(() => ClientLimits)
  limits?: ClientLimits;
}
