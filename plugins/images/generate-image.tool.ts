import { OpenAIClient, Shapes, Tool, type ToolCall, type ToolResult } from 'openai-mcp-host/plugin';
import { Drawing } from './drawing.js';
import { DrawnPictures } from './drawn-pictures.js';
import { GenerateImageInput } from './generate-image.input.js';
import { PictureRequests } from './picture-requests.js';
import { PictureResults, Pictures } from './picture-results.js';

@Tool({
  name: 'generate-image',
  title: 'Generate images',
  description: 'Draw images as files.',
  input: GenerateImageInput,
  output: Pictures,
  effect: 'additive',
  long: 'once',
  errors: {
    PARAMETERS_CONFLICT: 'Two parameters contradict each other.',
    SIZE_INVALID: 'No image model of OpenAI draws this size.',
  },
})
export class GenerateImage {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly requests: PictureRequests,
    private readonly drawn: DrawnPictures,
    private readonly results: PictureResults,
    private readonly shapes: Shapes,
  ) {}

  async run(input: GenerateImageInput, call: ToolCall): Promise<ToolResult<Pictures>> {
    const drawing = await this.shapes.check(Drawing, input);
    const request = this.requests.drawing(drawing, call);
    const answer = await this.openai.images.generate(request);
    return this.results.of(drawing.prompt, await this.drawn.of(answer, request, call), call);
  }
}
