import { IsIn, IsInt, IsNotEmpty, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { Nested, RecordOf, Schema } from 'openai-mcp-host/plugin';
import { METHODS } from '../validate-training-data.input.js';
import { GRADER } from './graders.js';
import { DpoHyperparameters, Hyperparameters, ReinforcementHyperparameters } from './hyperparameters.js';

class SupervisedMethod {
  @IsOptional()
  @Nested(() => Hyperparameters)
  hyperparameters?: Hyperparameters;
}

class DpoMethod {
  @IsOptional()
  @Nested(() => DpoHyperparameters)
  hyperparameters?: DpoHyperparameters;
}

class ReinforcementMethod {
  @Schema(GRADER)
  grader!: object;

  @IsOptional()
  @Nested(() => ReinforcementHyperparameters)
  hyperparameters?: ReinforcementHyperparameters;
}

/** OpenAI's own form of a method. */
export class TuningMethod {
  @IsIn(METHODS)
  type!: (typeof METHODS)[number];

  @IsOptional()
  @Nested(() => SupervisedMethod)
  supervised?: SupervisedMethod;

  @IsOptional()
  @Nested(() => DpoMethod)
  dpo?: DpoMethod;

  @IsOptional()
  @Nested(() => ReinforcementMethod)
  reinforcement?: ReinforcementMethod;
}

/** What create-fine-tuning-job takes, exactly. */
export class TuningOrder {
  @IsString()
  @Length(1, 200)
  model!: string;

  @IsString()
  @IsNotEmpty()
  training_file!: string;

  @IsOptional()
  @IsString()
  @IsNotEmpty()
  validation_file?: string;

  @IsOptional()
  @Nested(() => TuningMethod)
  method?: TuningMethod;

  @IsOptional()
  @IsString()
  @Length(1, 64)
  suffix?: string;

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  seed?: number;

  @IsOptional()
  @RecordOf('string')
  metadata?: Record<string, string>;
}
