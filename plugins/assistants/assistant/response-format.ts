import { Equals, IsBoolean, IsObject, IsOptional, IsString, Matches } from 'class-validator';
import { type JsonSchema, Nested, type TextFormat } from 'openai-mcp-host/plugin';

export class PlainText {
  @Equals('text')
  type!: 'text';
}

export class AnyJson {
  @Equals('json_object')
  type!: 'json_object';
}

class NamedSchema {
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

export class SchemaJson {
  @Equals('json_schema')
  type!: 'json_schema';

  @Nested(() => NamedSchema)
  json_schema!: NamedSchema;
}

export type ResponseFormat = PlainText | AnyJson | SchemaJson;

export function textFormatOf(format: ResponseFormat | undefined): TextFormat | undefined {
  if (format === undefined || format.type === 'text') return undefined;
  return format.type === 'json_object'
    ? { type: 'json_object' }
    : { type: 'json_schema', ...format.json_schema };
}
