import { IsBoolean, IsObject, IsOptional, IsString, Matches } from 'class-validator';
import type { JsonSchema } from 'openai-mcp-host/plugin';

/** A function that the model may call. */
export class FunctionSpec {
  @Matches(/^[\w-]{1,64}$/)
  name!: string;

  @IsOptional()
  @IsString()
  description?: string;

  @IsOptional()
  @IsObject()
  parameters?: JsonSchema;

  @IsOptional()
  @IsBoolean()
  strict?: boolean;
}
