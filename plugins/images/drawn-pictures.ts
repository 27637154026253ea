import type { ImageEditStreamEvent, ImageGenStreamEvent, ImagesResponse } from 'openai/resources/images';
import { type ToolCall, ToolError } from 'openai-mcp-host/plugin';

export interface DrawnPicture {
  data: Buffer;
  mimeType: string;
  size?: string;
  revisedPrompt?: string;
}

type Answer = ImagesResponse | AsyncIterable<ImageGenStreamEvent | ImageEditStreamEvent>;
interface Wanted {
  n?: number | null;
  output_format?: string | null;
  partial_images?: number | null;
}

/** The pictures of an answer, be it whole or a stream; of a stream, each step is told as it comes. */
export async function drawnPictures(answer: Answer, wanted: Wanted, call: ToolCall): Promise<DrawnPicture[]> {
  const whole = Symbol.asyncIterator in answer ? await readStream(answer, wanted, call) : answer;
  const { data = [], output_format = wanted.output_format ?? 'png', size } = whole;
  const mimeType = output_format === 'svg' ? 'image/svg+xml' : `image/${output_format}`;
  const drawn = data.flatMap(({ b64_json, revised_prompt: revisedPrompt }) =>
    b64_json ? [{ data: Buffer.from(b64_json, 'base64'), mimeType, size, revisedPrompt }] : [],
  );
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

async function readStream(
  stream: AsyncIterable<ImageGenStreamEvent | ImageEditStreamEvent>,
  wanted: Wanted,
  call: ToolCall,
): Promise<Partial<ImagesResponse>> {
  const whole: Partial<ImagesResponse> & { data: { b64_json: string }[] } = { data: [] };
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
