import type {
  Image,
  ImageEditStreamEvent,
  ImageGenStreamEvent,
  ImagesResponse,
} from 'openai/resources/images';
import { Files, Service, type ToolCall, ToolError } from 'openai-mcp-host/plugin';

export interface DrawnPicture {
  data: Buffer;
  mimeType: string;
  size?: string;
  revisedPrompt?: string;
}

type Event = ImageGenStreamEvent | ImageEditStreamEvent;
type Answer = ImagesResponse | AsyncIterable<Event>;
interface Wanted {
  n?: number | null;
  output_format?: string | null;
  partial_images?: number | null;
}

const MOST_BYTES = 100 * 1024 * 1024;

/** Takes the pictures out of an answer, be it whole or a stream; of a stream, each step is told as it comes. */
@Service()
export class DrawnPictures {
  constructor(private readonly files: Files) {}

  async of(answer: Answer, wanted: Wanted, call: ToolCall): Promise<DrawnPicture[]> {
    const whole = Symbol.asyncIterator in answer ? await readStream(answer, wanted, call) : answer;
    const { data = [], output_format = wanted.output_format ?? 'png', size } = whole;
    const mimeType = output_format === 'svg' ? 'image/svg+xml' : `image/${output_format}`;
    const drawn: DrawnPicture[] = [];
    for (const image of data) {
      const content = await this.contentOf(image, mimeType, call);
      if (content) drawn.push({ ...content, size, revisedPrompt: image.revised_prompt });
    }
    if (drawn.length === 0)
      throw new ToolError(
        'UPSTREAM_INVALID_RESPONSE',
        'The answer holds no picture.',
        'Call again, or use another model.',
      );
    const n = wanted.n ?? 1;
    if (drawn.length < n) call.note(`${n} pictures were asked for; ${drawn.length} came.`);
    return drawn;
  }

  /** Some providers give an address, whatever they are asked for. One that can't be had costs no other its place. */
  private async contentOf({ b64_json, url }: Image, mimeType: string, call: ToolCall) {
    if (b64_json) return { data: Buffer.from(b64_json, 'base64'), mimeType };
    if (!url || !/^https?:/i.test(url)) return undefined;
    try {
      return await this.files.read(url, { maxBytes: MOST_BYTES, signal: call.signal });
    } catch (error) {
      if (!ToolError.is(error)) throw error;
      call.note(`A picture was drawn, but not in the answer, and could not be fetched. ${error.message}`);
      return undefined;
    }
  }
}

async function readStream(stream: AsyncIterable<Event>, wanted: Wanted, call: ToolCall) {
  const whole: Partial<ImagesResponse> & { data: Image[] } = { data: [] };
  const partials = wanted.partial_images ?? 0;
  call.progress(0, 'Drawing.');
  for await (const event of stream) {
    if (event.type.endsWith('.completed')) {
      whole.data.push({ b64_json: event.b64_json });
      whole.output_format = event.output_format;
      whole.size = event.size;
    } else if ('partial_image_index' in event) {
      const nth = event.partial_image_index + 1;
      call.progress(nth / (partials + 1), `Partial picture ${nth} of ${partials}.`);
    }
  }
  return whole;
}
