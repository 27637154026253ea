import { ArrayNotEmpty, IsOptional, IsString, Length, Matches, Min } from 'class-validator';
import { RecordOf, Union } from 'openai-mcp-host/plugin';
import { IndexDocumentsInput } from '../index-documents.input.js';
import type { Metadata } from './found-source.js';

/** A text that is given with the call. */
export class GivenText {
  @IsString()
  @Matches(/\S/)
  text!: string;

  @IsOptional()
  @IsString()
  @Length(1, 500)
  id?: string;

  @IsOptional()
  @IsString()
  @Length(1, 500)
  title?: string;

  @IsOptional()
  @RecordOf({ anyOf: ['string', 'number', 'boolean'] })
  metadata?: Metadata;
}

/** What index-documents takes, exactly. */
export class Indexing extends IndexDocumentsInput {
  @Length(1, 100)
  declare collection: string;

  @ArrayNotEmpty()
  @Union(['string'], ['string', () => GivenText])
  declare documents: (string | GivenText)[];

  @IsOptional()
  @RecordOf({ anyOf: ['string', 'number', 'boolean'] })
  declare metadata?: Metadata;

  @IsOptional()
  @Min(1)
  declare dimensions?: number;
}
