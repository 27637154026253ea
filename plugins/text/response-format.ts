import { Equals, IsBoolean, IsObject, IsOptional, IsString, Matches } from 'class-validator';
import { type JsonSchema, Nested } from 'openai-mcp-host/plugin';

export class TextFormat {
  @Equals('text')
  type!: 'text';
}

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

export class JsonSchemaFormat {
  @Equals('json_schema')
  type!: 'json_schema';

  @Nested(() => NamedSchema)
  json_schema!: NamedSchema;
}

export type ResponseFormat = TextFormat | JsonObjectFormat | JsonSchemaFormat;
