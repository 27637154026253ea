import { IsIn, IsOptional } from 'class-validator';
import { Schema } from 'openai-mcp-host/plugin';

const AUTO = { const: 'auto' };
const whole = (maximum?: number) => ({ type: 'integer', minimum: 1, ...(maximum && { maximum }) });

/** What supervised tuning can be told, and every other method, too. */
export class Hyperparameters {
  @IsOptional()
  @Schema({ anyOf: [AUTO, whole(50)] })
  n_epochs?: 'auto' | number;

  @IsOptional()
  @Schema({ anyOf: [AUTO, whole(256)] })
  batch_size?: 'auto' | number;

  @IsOptional()
  @Schema({ anyOf: [AUTO, { type: 'number', exclusiveMinimum: 0 }] })
  learning_rate_multiplier?: 'auto' | number;
}

export class DpoHyperparameters extends Hyperparameters {
  @IsOptional()
  @Schema({ anyOf: [AUTO, { type: 'number', exclusiveMinimum: 0, maximum: 2 }] })
  beta?: 'auto' | number;
}

export class ReinforcementHyperparameters extends Hyperparameters {
  @IsOptional()
  @IsIn(['default', 'low', 'medium', 'high'])
  reasoning_effort?: 'default' | 'low' | 'medium' | 'high';

  @IsOptional()
  @Schema({ anyOf: [AUTO, { type: 'number', exclusiveMinimum: 0.00001, maximum: 10 }] })
  compute_multiplier?: 'auto' | number;

  @IsOptional()
  @Schema({ anyOf: [AUTO, whole()] })
  eval_interval?: 'auto' | number;

  @IsOptional()
  @Schema({ anyOf: [AUTO, whole()] })
  eval_samples?: 'auto' | number;
}
