import { IsInt, IsObject, IsOptional, IsString } from 'class-validator';
import { Schema } from 'openai-mcp-host/plugin';

/** What create-fine-tuning-job lists; {@link TuningOrder} is the exact form. */
export class CreateFineTuningJobInput {
  @IsString()
  model!: string;

  @IsString()
  training_file!: string;

  @IsOptional()
  @IsString()
  validation_file?: string;

  @IsOptional()
  @Schema({ type: ['string', 'object'] })
  method?: unknown;

  @IsOptional()
  @IsObject()
  hyperparameters?: object;

  @IsOptional()
  @IsString()
  suffix?: string;

  @IsOptional()
  @IsInt()
  seed?: number;

  @IsOptional()
  @Schema({ type: 'array', items: { type: 'object' } })
  integrations?: object[];

  @IsOptional()
  @IsObject()
  metadata?: object;
}
