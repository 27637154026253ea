import { Models, Service, type ToolCall, ToolError } from 'openai-mcp-host/plugin';
import { drawCanvas } from './draw-canvas.js';
import type { Editing } from './editing.js';
import { growCanvas } from './grown-canvas.js';
import { needSharp } from './load-sharp.js';
import { conflict } from './option-conflicts.js';
import { pictureFacts } from './picture-facts.js';
import type { SourcePicture } from './source-pictures.js';

const GUIDANCE =
  'Extend the picture over its transparent area, without a seam; leave what is there already as it is.';

/** Makes the growing of a picture an edit: a larger canvas, and a mask over what is to be drawn. */
@Service()
export class Outpainting {
  constructor(private readonly models: Models) {}

  /** @param model that will draw it. */
  async prepare(editing: Editing, picture: SourcePicture, model: string, call: ToolCall) {
    const { expand, prompt } = editing;
    if (editing.mask !== undefined) throw conflict('expand draws the mask itself.', 'Leave mask out.');
    if (editing.size !== undefined) throw conflict('expand settles the size.', 'Leave size out.');
    const known = this.models.find(model);
    if (known?.kind === 'image' && !known.capabilities.includes('any-size'))
      throw conflict(`${model} draws few sizes, so it can't expand.`, 'Use a model that draws any size.');

    const sharp = await needSharp();
    const data = await picture.bytes();
    const facts = await pictureFacts(data);
    if (facts === undefined) throw unreadable();
    const plan = growCanvas(facts, expand!);
    const { canvas, mask } = await drawCanvas(sharp, data, plan).catch((cause) => {
      throw unreadable(cause);
    });
    const scale = plan.picture.width / facts.width;
    const size = `${plan.width}x${plan.height}`;
    if (Math.abs(scale - 1) > 0.01)
      call.note(`The picture was scaled to ${Math.round(scale * 100)} % for a canvas of ${size}.`);
    return {
      size,
      prompt: `${prompt}\n\n${GUIDANCE}`,
      image: pngFile(canvas, 'image-1.png'),
      mask: pngFile(mask, 'mask.png'),
    };
  }
}

const unreadable = (cause?: unknown): ToolError =>
  new ToolError('NOT_AN_IMAGE', 'The first picture is damaged.', 'Send another one.', { cause });

const pngFile = (data: Buffer, name: string): File =>
  new File([data as Uint8Array<ArrayBuffer>], name, { type: 'image/png' });
