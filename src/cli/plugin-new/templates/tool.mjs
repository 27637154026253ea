import { ArrayMaxSize, ArrayMinSize, IsIn, IsInt, IsString, Length, Min } from 'class-validator';
import { Describe, Nested, Tool } from 'openai-mcp-host/plugin';

class Thing {
  name;
  quantity = 1;
}
Describe('What it is called.')(Thing.prototype, 'name');
Length(1, 80)(Thing.prototype, 'name');
Describe('How many there are.')(Thing.prototype, 'quantity');
IsInt()(Thing.prototype, 'quantity');
Min(1)(Thing.prototype, 'quantity');

class CountInput {
  things;
  order = 'given';
}
Describe('What to count.')(CountInput.prototype, 'things');
Nested(() => Thing, { each: true })(CountInput.prototype, 'things');
ArrayMinSize(1)(CountInput.prototype, 'things');
ArrayMaxSize(100)(CountInput.prototype, 'things');
Describe('Order of the lines.')(CountInput.prototype, 'order');
IsIn(['given', 'name'])(CountInput.prototype, 'order');

class CountOutput {
  total;
  lines;
}
IsInt()(CountOutput.prototype, 'total');
IsString({ each: true })(CountOutput.prototype, 'lines');

export class CountThings {
  run({ things, order }) {
    const sorted =
      order === 'name' ? things.toSorted((one, other) => one.name.localeCompare(other.name)) : things;
    return {
      total: things.reduce((sum, { quantity }) => sum + quantity, 0),
      lines: sorted.map(({ name, quantity }) => `${quantity} × ${name}`),
    };
  }
}
Tool({
  name: 'count-{{name}}',
  title: 'Count {{name}}',
  description: 'Count things with their quantities; returns the total and a line for each.',
  input: CountInput,
  output: CountOutput,
  effect: 'read-only',
})(CountThings);
