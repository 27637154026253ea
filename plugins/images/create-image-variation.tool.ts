import { Shapes, Tool, type ToolCall, type ToolResult } from 'openai-mcp-host/plugin';
import { CreateImageVariationInput } from './create-image-variation.input.js';
import { DrawnPictures } from './drawn-pictures.js';
import { PictureResults, Pictures } from './picture-results.js';
import { Variations } from './variations.js';
import { Varying } from './varying.js';

@Tool({
  name: 'create-image-variation',
  title: 'Vary an image',
  description: 'Draw variations of a picture; returns files and previews.',
  input: CreateImageVariationInput,
  output: Pictures,
  effect: 'additive',
  long: 'once',
  errors: {
    SIZE_INVALID: 'No image model of OpenAI draws this size.',
    NOT_AN_IMAGE: 'The picture is no PNG, JPEG or WebP.',
  },
})
export class CreateImageVariation {
  constructor(
    private readonly variations: Variations,
    private readonly drawn: DrawnPictures,
    private readonly results: PictureResults,
    private readonly shapes: Shapes,
  ) {}

  async run(input: CreateImageVariationInput, call: ToolCall): Promise<ToolResult<Pictures>> {
    const varying = await this.shapes.check(Varying, input);
    const { title, answer, request } = await this.variations.draw(varying, call);
    const drawn = await this.drawn.of(answer, request, call);
    return this.results.of(title, drawn, call);
  }
}
