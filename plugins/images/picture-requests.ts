import type { ImageGenerateParams } from 'openai/resources/images';
import { Provider, Service, type ToolCall } from 'openai-mcp-host/plugin';
import type { Drawing, PictureOptions } from './drawing.js';
import { ImagesSettings } from './images.settings.js';
import { partsOf, promptWith } from './look.js';
import { refuseConflicts } from './option-conflicts.js';
import { checkSize } from './picture-size.js';

/** Turns a call's wishes into requests that image models take. */
@Service()
export class PictureRequests {
  constructor(
    private readonly provider: Provider,
    private readonly settings: ImagesSettings,
  ) {}

  /** A drawing from nothing. */
  drawing({ style, prompt, ...wishes }: Drawing, call: ToolCall): ImageGenerateParams {
    const request = this.options(wishes, call);
    if (this.isDallE(request.model) && (style === 'vivid' || style === 'natural'))
      return { ...request, prompt, style };
    const { moderation } = this.settings;
    return {
      ...request,
      prompt: promptWith(prompt, partsOf(style), call),
      ...(moderation && this.isGptImage(request.model) && { moderation }),
    };
  }

  /** What drawings and edits have in common. */
  options(wishes: PictureOptions, call: ToolCall) {
    const { partial_images = this.settings.partialImages, ...options } = wishes;
    const model = this.modelOf(wishes);
    refuseConflicts(options);
    if (this.provider.kind === 'openai') checkSize(options.size);
    const isGptImage = this.isGptImage(model);
    return {
      ...options,
      model,
      ...(isGptImage && watched(partial_images, options, call)),
      ...(!isGptImage && { response_format: 'b64_json' as const }),
    };
  }

  modelOf({ model }: { model?: string }): string {
    return model ?? this.settings.model;
  }

  /** Whether it is of OpenAI's line of models: they always answer in base64, and know streams and filters. */
  isGptImage(model: string): boolean {
    return (
      !this.isDallE(model) && (this.provider.kind !== 'compatible' || /^(gpt|chatgpt)-image/.test(model))
    );
  }

  private isDallE(model: string): boolean {
    return this.provider.kind !== 'openai' && /dall-e/i.test(model);
  }
}

/** The stream that tells of steps. OpenAI streams single pictures only, and none of the formats that it makes from several. */
function watched(partial_images: number, { n, output_format }: PictureOptions, call: ToolCall) {
  if (partial_images === 0) return {};
  if (n === 1 && output_format !== 'gif' && output_format !== 'svg')
    return { stream: true as const, partial_images };
  call.note('Only a single PNG, WebP or JPEG can be watched as it is drawn; partial_images was dropped.');
  return {};
}
