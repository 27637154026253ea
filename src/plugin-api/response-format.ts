import { Equals, IsBoolean, IsObject, IsOptional, IsString, Matches } from 'class-validator';
import type { JsonSchema } from './json-schema.js';
import { Nested } from './property.js';
import type { TextFormat } from './text-generation.js';

/** Text as the model writes it. */
export class PlainTextFormat {
  @Equals('text')
  type!: 'text';
}

/** Any JSON object. */
export class JsonObjectFormat {
  @Equals('json_object')
  type!: 'json_object';
}

/** A JSON Schema with what OpenAI wants to know beside it. */
export class NamedSchema {
  @Matches(/^[\w-]{1,64}$/)
  name = 'answer';

  @IsOptional()
  @IsString()
  description?: string;

  @IsObject()
  schema!: JsonSchema;

  @IsOptional()
  @IsBoolean()
  strict?: boolean;
}

/** JSON that fits a schema. */
export class JsonSchemaFormat {
  @Equals('json_schema')
  type!: 'json_schema';

  @Nested(() => NamedSchema)
  json_schema!: NamedSchema;
}

/** The form that an answer must have, as Chat Completions has it in `response_format`. */
export type ResponseFormat = PlainTextFormat | JsonObjectFormat | JsonSchemaFormat;

/** For the `response_format` of an input: `@Nested(() => [...RESPONSE_FORMATS], { discriminator: 'type' })`. */
export const RESPONSE_FORMATS = [PlainTextFormat, JsonObjectFormat, JsonSchemaFormat] as const;

/** The format for {@link TextRequest.format}; undefined for plain text. */
export function textFormatOf(format: ResponseFormat | undefined): TextFormat | undefined {
  if (format === undefined || format.type === 'text') return undefined;
  return format.type === 'json_object' ? { type: format.type } : { type: format.type, ...format.json_schema };
}
