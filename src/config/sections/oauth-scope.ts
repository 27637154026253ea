import { IsBoolean, IsOptional, IsString } from 'class-validator';
import { Describe, Nested } from '../../plugin-api/property.js';
import { ToolSelection } from './tool-selection.js';

/** One entry of `server.oauth.scopes`: what a token with this scope may do. Several scopes add up. */
export class OAuthScope {
  @Describe('Which of the tools that are served it gives. Left out: all of them.')
  @IsOptional()
  @Nested(() => ToolSelection)
  tools?: ToolSelection;

  @Describe('Whether it gives only the tools that change nothing.')
  @IsBoolean()
  readOnly = false;

  @Describe(
    'Plugins, by globs, whose prompts and resources it gives. Left out: those of which it gives a tool.',
  )
  @IsOptional()
  @IsString({ each: true })
  offers?: string[];

  @Describe('Models that may be asked, by names with * and ?. Left out: all of them.')
  @IsOptional()
  @IsString({ each: true })
  models?: string[];

  @Describe('Whether it lets see what others spend, and the operations page.')
  @IsBoolean()
  operator = false;
}
