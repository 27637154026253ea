import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, Max, Min } from 'class-validator';
import { Describe } from 'openai-mcp-host/plugin';

export class ImagesSettings {
  @Describe('Image model where a call names none.')
  @IsString()
  @IsNotEmpty()
  model = 'gpt-image-2.6-flare';

  @Describe('How strictly OpenAI filters what is drawn: auto, or low for less.')
  @IsOptional()
  @IsIn(['auto', 'low'])
  moderation?: 'auto' | 'low';

  @Describe('How closely edits keep to faces and details, for models that let one choose.')
  @IsOptional()
  @IsIn(['high', 'low'])
  inputFidelity?: 'high' | 'low';

  @Describe('Steps told while a picture is drawn, where a call says nothing; each costs 100 output tokens.')
  @IsInt()
  @Min(0)
  @Max(3)
  partialImages = 0;
}
