import type { ImageCreateVariationParams } from 'openai/resources/images';
import { OpenAIClient, Service, type ToolCall } from 'openai-mcp-host/plugin';
import { EditRequests } from './edit-requests.js';
import { Editing } from './editing.js';
import { PictureRequests } from './picture-requests.js';
import { SourcePictures } from './source-pictures.js';
import type { Varying } from './varying.js';

const VARY =
  'Make a variation of this picture: the same subject, style and mood, with other details and another composition.';
/** What the old endpoint knows no word for. */
const UNKNOWN_TO_IT = ['prompt', 'quality'] as const;

/** Variations of a picture: at OpenAI edits, since the endpoint for them is gone there; elsewhere that endpoint. */
@Service()
export class Variations {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly requests: PictureRequests,
    private readonly edits: EditRequests,
    private readonly sources: SourcePictures,
  ) {}

  async draw(varying: Varying, call: ToolCall) {
    const model = this.requests.modelOf(varying);
    const [picture] = await this.sources.open([varying.image], call.signal);
    const title = `Variation of ${picture!.title}`;
    if (this.requests.isGptImage(model)) return { title, ...(await this.byEdit(varying, call)) };
    const { n, size } = varying;
    const dropped = UNKNOWN_TO_IT.filter((name) => varying[name] !== undefined);
    if (dropped.length > 0)
      call.note(`Variations of ${model} take no ${dropped.join(', ')}; dropped. edit-image takes a prompt.`);
    const request = { image: picture!.file, model, n, size, response_format: 'b64_json' };
    const answer = await this.openai.images.createVariation(request as ImageCreateVariationParams);
    return { title, answer, request: { n } };
  }

  private async byEdit({ image, prompt, ...wishes }: Varying, call: ToolCall) {
    const editing = Object.assign(new Editing(), wishes, {
      image: [image],
      prompt: prompt === undefined ? VARY : `${VARY}\n\n${prompt}`,
    });
    const request = await this.edits.make(editing, call);
    return { answer: await this.openai.images.edit(request), request };
  }
}
