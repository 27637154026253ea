import { IsBoolean, IsInt, IsOptional, Length, Min } from 'class-validator';
import { RecordOf, Schema } from 'openai-mcp-host/plugin';
import type { Metadata } from './found-source.js';

/** A text that is given with the call. */
export interface GivenText {
  text: string;
  id?: string;
  title?: string;
  metadata?: Metadata;
}

const NAME = { type: 'string', minLength: 1, maxLength: 500 };
const GIVEN_TEXT = {
  type: 'object',
  properties: {
    text: { type: 'string', pattern: '\\S' },
    id: NAME,
    title: NAME,
    metadata: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } },
  },
  required: ['text'],
  additionalProperties: false,
};

/** What index-documents takes, exactly. */
export class Indexing {
  @Length(1, 100)
  collection!: string;

  @Schema({ type: 'array', minItems: 1, items: { anyOf: [{ type: 'string', minLength: 1 }, GIVEN_TEXT] } })
  documents!: (string | GivenText)[];

  @IsOptional()
  @RecordOf({ anyOf: ['string', 'number', 'boolean'] })
  metadata?: Metadata;

  @IsOptional()
  @Length(1, 200)
  model?: string;

  @IsOptional()
  @IsInt()
  @Min(1)
  dimensions?: number;

  @IsBoolean()
  prune = false;

  @IsBoolean()
  dry_run = false;
}
