import { ArrayMaxSize, ArrayMinSize, IsIn, IsInt, IsString, Length, Min } from 'class-validator';
import { Describe, Nested, Tool } from 'openai-mcp-host/plugin';

class Thing {
  @Describe('What it is called.')
  @Length(1, 80)
  name!: string;

  @Describe('How many there are.')
  @IsInt()
  @Min(1)
  quantity = 1;
}

class CountInput {
  @Describe('What to count.')
  @Nested(() => Thing, { each: true })
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  things!: Thing[];

  @Describe('Order of the lines.')
  @IsIn(['given', 'name'])
  order: 'given' | 'name' = 'given';
}

class CountOutput {
  @IsInt()
  total!: number;

  @IsString({ each: true })
  lines!: string[];
}

@Tool({
  name: 'count-{{name}}',
  title: 'Count {{name}}',
  description: 'Count things with their quantities; returns the total and a line for each.',
  input: CountInput,
  output: CountOutput,
  effect: 'read-only',
})
export class CountThings {
  run({ things, order }: CountInput): CountOutput {
    const sorted =
      order === 'name' ? things.toSorted((one, other) => one.name.localeCompare(other.name)) : things;
    return {
      total: things.reduce((sum, { quantity }) => sum + quantity, 0),
      lines: sorted.map(({ name, quantity }) => `${quantity} × ${name}`),
    };
  }
}
