import { IsIn, IsInt, IsObject, IsOptional, IsString, Max, Min } from 'class-validator';
import { Nested, RecordOf, Schema } from 'openai-mcp-host/plugin';
import { MOST_LINES } from './lines/checked-lines.js';
import { type EndpointUrl, URLS } from './lines/endpoints.js';

export interface BatchRequest {
  custom_id?: string;
  body: Record<string, unknown>;
}

const TEXT = { type: 'string', minLength: 1 };
const REQUEST = {
  type: 'object',
  properties: { custom_id: TEXT, body: { type: 'object' } },
  required: ['body'],
  additionalProperties: false,
};

export class OutputExpiry {
  @IsIn(['created_at'])
  anchor: 'created_at' = 'created_at';

  @IsInt()
  @Min(3600)
  @Max(2_592_000)
  seconds!: number;
}

/** What create-batch takes, exactly. */
export class BatchOrder {
  @IsOptional()
  @Schema({ type: 'array', items: { anyOf: [TEXT, REQUEST] }, minItems: 1, maxItems: MOST_LINES })
  requests?: (string | BatchRequest)[];

  @IsOptional()
  @IsString()
  file?: string;

  @IsOptional()
  @IsIn(URLS)
  endpoint?: EndpointUrl;

  @IsOptional()
  @IsObject()
  defaults?: Record<string, unknown>;

  @IsOptional()
  @RecordOf('string')
  metadata?: Record<string, string>;

  @IsOptional()
  @Nested(() => OutputExpiry)
  output_expires_after?: OutputExpiry;
}
