import { IsBoolean, IsObject, IsOptional, IsString, Matches } from 'class-validator';
import type { JsonSchema } from './json-schema.js';

/** A function that the model may call, as an input takes it; it is a {@link TextFunction}. */
export class FunctionSpec {
  @Matches(/^[\w-]{1,64}$/)
  name!: string;

  @IsOptional()
  @IsString()
  description?: string;

  /** JSON Schema of type `object`. */
  @IsOptional()
  @IsObject()
  parameters?: JsonSchema;

  @IsOptional()
  @IsBoolean()
  strict?: boolean;
}
