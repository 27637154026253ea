import { IsOptional } from 'class-validator';
import { type MetadataFilter, RecordOf, Schema, Union } from 'openai-mcp-host/plugin';

type Bound = string | number;
type Plain = Bound | boolean;

const PLAIN = { type: ['string', 'number', 'boolean'] };

/** What a value of the metadata must be; all of it. */
class Condition {
  @IsOptional()
  @Schema({ type: 'array', items: PLAIN, maxItems: 100 })
  in?: Plain[];

  @IsOptional()
  @Union('string', 'number')
  gte?: Bound;

  @IsOptional()
  @Union('string', 'number')
  gt?: Bound;

  @IsOptional()
  @Union('string', 'number')
  lte?: Bound;

  @IsOptional()
  @Union('string', 'number')
  lt?: Bound;

  @IsOptional()
  @Union('string', 'number', 'boolean')
  ne?: Plain;
}

/** What every search takes beside what it looks for. */
export class SearchFilter {
  @IsOptional()
  @RecordOf({ anyOf: ['string', 'number', 'boolean', () => Condition] })
  filter?: MetadataFilter;
}
