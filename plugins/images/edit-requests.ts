import type { ImageEditParams } from 'openai/resources/images';
import { Models, Service, type ToolCall } from 'openai-mcp-host/plugin';
import { checkMask } from './check-mask.js';
import type { Editing } from './editing.js';
import { ImagesSettings } from './images.settings.js';
import { Outpainting } from './outpainting.js';
import { PictureRequests } from './picture-requests.js';
import { type SourcePicture, SourcePictures } from './source-pictures.js';

const MOST_MASK_BYTES = 4 * 1024 * 1024;

/** Turns a call's pictures and wishes into a request that changes pictures. */
@Service()
export class EditRequests {
  constructor(
    private readonly sources: SourcePictures,
    private readonly requests: PictureRequests,
    private readonly outpainting: Outpainting,
    private readonly models: Models,
    private readonly settings: ImagesSettings,
  ) {}

  async make(editing: Editing, call: ToolCall): Promise<ImageEditParams> {
    const { image, mask, expand, prompt, ...wishes } = editing;
    const options = this.requests.options(wishes, call);
    const fidelity = this.fidelityOf(options.model);
    // The types of edits lack `hd`; the host puts it into today's words.
    const request = { ...options, ...(fidelity && { input_fidelity: fidelity }) } as Omit<
      typeof options,
      'quality'
    > &
      Pick<ImageEditParams, 'quality' | 'input_fidelity'>;

    const pictures = await this.sources.open(image, call.signal);
    if (expand !== undefined) {
      const grown = await this.outpainting.prepare(editing, pictures[0]!, options.model, call);
      return { ...request, ...grown, image: oneOrMore([grown.image, ...filesOf(pictures.slice(1))]) };
    }
    const files = oneOrMore(filesOf(pictures));
    if (mask === undefined) return { ...request, prompt, image: files };
    const over = await this.sources.one(mask, 'mask', MOST_MASK_BYTES, call.signal);
    await checkMask(over, pictures[0]!);
    return { ...request, prompt, image: files, mask: over.file };
  }

  /** Only for models that are known to take it. */
  private fidelityOf(model: string) {
    const isTaken = this.models.find(model)?.capabilities.includes('input-fidelity') === true;
    return isTaken ? this.settings.inputFidelity : undefined;
  }
}

const filesOf = (pictures: readonly SourcePicture[]): File[] => pictures.map(({ file }) => file);

/** A single one by the field `image`, which older servers know; several by `image[]`. */
const oneOrMore = (files: File[]): File | File[] => (files.length === 1 ? files[0]! : files);
