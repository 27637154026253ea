import { IsInt, IsNumber, IsOptional, IsString, Max, Min } from 'class-validator';
import { Describe } from '../../plugin-api/property.js';

/** `defaults`: what holds where a call says nothing. */
export class DefaultsSection {
  @Describe('Text model wherever a call names none.')
  @IsOptional()
  @IsString()
  model?: string;

  @Describe('Most output tokens of one answer, where a call sets none.')
  @IsOptional()
  @IsInt()
  @Min(1)
  maxTokens?: number;

  @Describe('Sampling temperature where a call sets none; dropped for models that take none.')
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(2)
  temperature?: number;
}
