import { IsArray, IsBoolean, IsOptional, IsString, Matches } from 'class-validator';
import { Describe, Nested } from '../../plugin-api/property.js';
import { BudgetAmounts } from './budget-amounts.js';
import { ClientLimits } from './client-limits.js';
import { ClientToken } from './client-token.js';
import { ToolSelection } from './tool-selection.js';

/** One entry of `server.clients`: who may come in over HTTP, and what it may do. */
export class ClientEntry {
  @Describe('Its name, under which all that it spends, keeps and leaves behind is entered.')
  @Matches(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
  name!: string;

  @Describe('Its tokens, as hashes; several while one takes the place of another.')
  @IsArray()
  @Nested(() => ClientToken, { each: true })
  tokens: ClientToken[] = [];

  @Describe('Which of the tools that are served it sees and may call. Left out: all of them.')
  @IsOptional()
  @Nested(() => ToolSelection)
  tools?: ToolSelection;

  @Describe('Whether it gets only the tools that change nothing.')
  @IsBoolean()
  readOnly = false;

  @Describe('Plugins, by globs, whose prompts and resources it gets. Left out: those of which it has a tool.')
  @IsOptional()
  @IsString({ each: true })
  offers?: string[];

  @Describe('Models that it may ask, by names with * and ?. Left out: all of them.')
  @IsOptional()
  @IsString({ each: true })
  models?: string[];

  @Describe(
    'Folders that its tools may read files from; relative ones from this file. It has none of `files.roots`.',
  )
  @IsOptional()
  @IsString({ each: true })
  roots?: string[];

  @Describe('What it may spend.')
  @IsOptional()
  @Nested(() => BudgetAmounts)
  budget?: BudgetAmounts;

  @Describe('How much it may ask for.')
  @IsOptional()
  @Nested(() => ClientLimits)
  limits?: ClientLimits;

  @Describe('An OpenAI key of its own, by reference, that its requests go out with.')
  @IsOptional()
  @IsString()
  apiKey?: string;

  @Describe('Whether it runs this server: it may see what others spend, and the operations page.')
  @IsBoolean()
  operator = false;
}
