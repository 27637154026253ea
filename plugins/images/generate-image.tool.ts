import { IsArray, IsObject, IsOptional, IsString } from 'class-validator';
import { OpenAIClient, Shapes, Tool, type ToolCall, ToolError, ToolResult } from 'openai-mcp-host/plugin';
import { Drawing } from './drawing.js';
import { GenerateImageInput } from './generate-image.input.js';
import { PictureRequests } from './picture-requests.js';
import { SavedPictures } from './saved-pictures.js';

interface DrawnPicture {
  file?: string;
  revised_prompt?: string;
}

class GenerateImageOutput {
  @IsArray()
  @IsObject({ each: true })
  images!: DrawnPicture[];

  @IsOptional()
  @IsString()
  size?: string;
}

@Tool({
  name: 'generate-image',
  title: 'Generate images',
  description: 'Draw pictures; returns files and pictures.',
  input: GenerateImageInput,
  output: GenerateImageOutput,
  effect: 'additive',
  errors: {
    PARAMETERS_CONFLICT: 'Two parameters contradict each other.',
    SIZE_INVALID: 'No image model of OpenAI draws this size.',
  },
})
export class GenerateImage {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly pictures: SavedPictures,
    private readonly requests: PictureRequests,
    private readonly shapes: Shapes,
  ) {}

  async run(input: GenerateImageInput, call: ToolCall): Promise<ToolResult<GenerateImageOutput>> {
    const request = this.requests.make(await this.shapes.check(Drawing, input), call);
    const {
      data,
      output_format: format = request.output_format ?? 'png',
      size,
    } = await this.openai.images.generate(request);
    const drawn = (data ?? []).filter((image) => image.b64_json);
    if (drawn.length === 0) {
      throw new ToolError(
        'UPSTREAM_INVALID_RESPONSE',
        'The answer holds no picture.',
        'Call again, or use another model.',
      );
    }
    if (drawn.length < input.n) call.note(`${input.n} pictures were asked for; ${drawn.length} came.`);

    const mimeType = `image/${format}`;
    const pictures = drawn.map((image) => Buffer.from(image.b64_json!, 'base64'));
    const saved = await this.pictures.save(input.prompt.slice(0, 80), pictures, mimeType, call);

    const images = saved.map((file, index) => ({
      file: file?.uri,
      revised_prompt: drawn[index]!.revised_prompt,
    }));
    const result = new ToolResult({ images, size }, images.map(lineOf).join('\n'));
    for (const data of pictures) result.image({ data, mimeType });
    for (const file of saved) if (file) result.file(file);
    return result;
  }
}

const lineOf = ({ file = 'Not saved.', revised_prompt: revised }: DrawnPicture): string =>
  revised ? `${file}\nDrawn from: ${revised}` : file;
