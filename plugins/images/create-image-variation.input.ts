import { IsInt, IsOptional, IsString } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';

/** What the listing says of a variation; {@link Varying} is its exact form. */
export class CreateImageVariationInput {
  @IsString()
  image!: string;

  @Describe('What to vary, what to keep')
  @IsOptional()
  @IsString()
  prompt?: string;

  @IsOptional()
  @IsString()
  model?: string;

  @IsOptional()
  @IsString()
  size?: string;

  @IsOptional()
  @IsString()
  quality?: string;

  @IsOptional()
  @IsInt()
  n?: number;
}
