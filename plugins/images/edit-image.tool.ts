import { OpenAIClient, Shapes, Tool, type ToolCall, type ToolResult } from 'openai-mcp-host/plugin';
import { DrawnPictures } from './drawn-pictures.js';
import { EditImageInput } from './edit-image.input.js';
import { EditRequests } from './edit-requests.js';
import { Editing } from './editing.js';
import { PictureResults, Pictures } from './picture-results.js';

@Tool({
  name: 'edit-image',
  title: 'Edit images',
  description: 'Change pictures; mask repaints, expand outpaints.',
  input: EditImageInput,
  output: Pictures,
  effect: 'additive',
  long: 'once',
  errors: {
    PARAMETERS_CONFLICT: 'Two parameters contradict each other.',
    SIZE_INVALID: 'No image model of OpenAI draws this size.',
    NOT_AN_IMAGE: 'An input is no PNG, JPEG or WebP.',
    MASK_INVALID: 'The mask is no PNG, has another size than the picture, or marks nothing.',
    LIBRARY_MISSING: 'A library that this needs is not installed.',
  },
})
export class EditImage {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly requests: EditRequests,
    private readonly drawn: DrawnPictures,
    private readonly results: PictureResults,
    private readonly shapes: Shapes,
  ) {}

  async run(input: EditImageInput, call: ToolCall): Promise<ToolResult<Pictures>> {
    const editing = await this.shapes.check(Editing, { ...input, image: [input.image].flat() });
    const request = await this.requests.make(editing, call);
    const answer = await this.openai.images.edit(request);
    return this.results.of(editing.prompt, await this.drawn.of(answer, request, call), call);
  }
}
