import { IsIn, IsOptional, IsString } from 'class-validator';
import { Describe, Nested, RecordOf } from '../../plugin-api/property.js';
import { RoutingTiers } from './routing-tiers.js';

const TASK = { type: 'string', enum: ['draft', 'standard', 'hard'] };

/** `routing`: which model answers where `auto` is asked for. */
export class RoutingSection {
  @Describe(
    "The models of each task. A task that is left out has those of the catalogue with OpenAI, and another task's elsewhere.",
  )
  @Nested(() => RoutingTiers)
  tiers = new RoutingTiers();

  @Describe(
    'The task of all calls of a tool, by its name or with * and ?, whatever its plugin says; the first that matches holds.',
  )
  @RecordOf(TASK)
  tools: Record<string, 'draft' | 'standard' | 'hard'> = {};

  @Describe(
    'The easiest task that calls of a tool may be taken for where only the prompt speaks, by its name or with * and ?.',
  )
  @RecordOf(TASK)
  floors: Record<string, 'draft' | 'standard' | 'hard'> = {};

  @Describe(
    'What a prompt whose task nobody declares is judged by: how soon it counts as standard and as hard. none: not judged, always standard.',
  )
  @IsIn(['cost', 'balance', 'quality', 'none'])
  aim: 'cost' | 'balance' | 'quality' | 'none' = 'balance';

  @Describe(
    'Models that may stand in where no model of a tier can do what is asked. Default: every current text model of the catalogue whose price is known; with another provider: none.',
  )
  @IsOptional()
  @IsString({ each: true })
  candidates?: string[];
}
