import { IsNumber, IsOptional, IsString } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';

/** What the listing says of a text to speak; {@link Speaking} is the exact form of what it leaves open. */
export class SpeakInput {
  @IsString()
  input!: string;

  @Describe('alloy, ash, ballad, cedar, coral, echo, fable, marin, nova, onyx, sage, shimmer, verse')
  @IsOptional()
  @IsString()
  voice?: string;

  @IsOptional()
  @IsString()
  instructions?: string;

  @IsOptional()
  @IsString()
  response_format?: string;

  @IsOptional()
  @IsNumber()
  speed?: number;

  @IsOptional()
  @IsString()
  model?: string;
}
