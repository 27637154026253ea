import { IsIn, IsOptional, IsString } from 'class-validator';
import { Describe } from '../../plugin-api/property.js';
import type { ToolEffect } from '../../plugin-api/tool.js';

const EFFECTS: readonly ToolEffect[] = ['read-only', 'additive', 'destructive'];

/** Which tools are served: those that `only` and `effects` admit and `except` does not match. */
export class ToolSelection {
  @Describe('Serve only the tools whose names match one of these globs.')
  @IsOptional()
  @IsString({ each: true })
  only?: string[];

  @Describe('Never serve the tools whose names match one of these globs. Wins over everything else.')
  @IsOptional()
  @IsString({ each: true })
  except?: string[];

  @Describe('Serve only tools with one of these effects.')
  @IsOptional()
  @IsIn(EFFECTS, { each: true })
  effects?: ToolEffect[];
}
