import { IsIn, IsInt, IsObject, IsOptional, IsString, Max, Min } from 'class-validator';

export const METHODS = ['supervised', 'dpo', 'reinforcement'] as const;

/** What validate-training-data lists; {@link DataToCheck} has the limits. */
export class ValidateTrainingDataInput {
  @IsString()
  training_file!: string;

  @IsOptional()
  @IsString()
  validation_file?: string;

  @IsOptional()
  @IsIn(METHODS)
  method?: (typeof METHODS)[number];

  @IsOptional()
  @IsString()
  model?: string;

  @IsOptional()
  @IsInt()
  n_epochs?: number;

  @IsOptional()
  @IsObject()
  grader?: object;
}

export class DataToCheck extends ValidateTrainingDataInput {
  @IsOptional()
  @Min(1)
  @Max(50)
  declare n_epochs?: number;
}
