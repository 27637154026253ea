import { IsInt, IsObject, IsOptional, IsString } from 'class-validator';

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
  @IsObject()
  method?: object;

  @IsOptional()
  @IsString()
  suffix?: string;

  @IsOptional()
  @IsInt()
  seed?: number;

  @IsOptional()
  @IsObject()
  metadata?: object;
}
