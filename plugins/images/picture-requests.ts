import type { ImageGenerateParamsNonStreaming } from 'openai/resources/images';
import { Provider, Service, type ToolCall, ToolError } from 'openai-mcp-host/plugin';
import type { Drawing } from './drawing.js';
import { ImagesSettings } from './images.settings.js';
import { checkSize } from './picture-size.js';

const STYLES = {
  vivid: 'Style: vivid, dramatic, hyper-real, with strong colours.',
  natural: 'Style: natural, realistic, unembellished.',
};

/** Turns a call's wishes into a request that image models take. */
@Service()
export class PictureRequests {
  constructor(
    private readonly provider: Provider,
    private readonly settings: ImagesSettings,
  ) {}

  make(input: Drawing, call: ToolCall): ImageGenerateParamsNonStreaming {
    const { style, model = this.settings.model, ...rest } = input;
    refuseConflicts(input);
    const foreign = this.provider.kind !== 'openai';
    if (!foreign) checkSize(input.size);
    const request = { ...rest, model };
    if (foreign && /dall-e/i.test(model)) return { ...request, style, response_format: 'b64_json' };
    const gptImage = this.provider.kind !== 'compatible' || /^(gpt|chatgpt)-image/.test(model);
    return {
      ...request,
      prompt: style ? styled(input.prompt, style, call) : input.prompt,
      ...(!gptImage && { response_format: 'b64_json' as const }),
    };
  }
}

function refuseConflicts({ background, output_format: format, output_compression: compression }: Drawing) {
  if (background === 'transparent' && format === 'jpeg') {
    throw new ToolError(
      'PARAMETERS_CONFLICT',
      'A JPEG has no transparency.',
      'Use output_format png or webp.',
    );
  }
  if (compression !== undefined && format !== 'webp' && format !== 'jpeg') {
    throw new ToolError(
      'PARAMETERS_CONFLICT',
      'Only webp and jpeg are compressed.',
      'Set output_format to webp or jpeg.',
    );
  }
}

function styled(prompt: string, style: 'vivid' | 'natural', call: ToolCall): string {
  call.note(`The model has no style parameter: "${style}" was put into the prompt.`);
  return `${prompt}\n\n${STYLES[style]}`;
}
