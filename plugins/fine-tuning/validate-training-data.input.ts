import { IsIn, IsInt, IsObject, IsOptional, IsString, Max, Min } from 'class-validator';

export const METHODS = ['supervised', 'dpo', 'reinforcement'] as const;

export class ValidateTrainingDataInput {
  @IsString()
  training_file!: string;

  @IsOptional()
  @IsString()
  validation_file?: string;

  @IsIn(METHODS)
  method: (typeof METHODS)[number] = 'supervised';

  @IsOptional()
  @IsString()
  model?: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(50)
  n_epochs?: number;

  @IsOptional()
  @IsObject()
  grader?: object;
}
