import { badRequest, missing } from '../api-error.js';
import { countImageTokens, countTokens } from '../count-tokens.js';
import { drawPicture } from '../draw-picture.js';
import type { Endpoint, EndpointReply } from '../endpoint.js';
import { hashText } from '../hash-text.js';
import { imageSize } from '../image-size.js';
import { type PictureRequest, readPictureRequest } from '../picture-order.js';
import type { WireJson } from '../wire-json.js';

const SQUARE = 1024 * 1024;
const OUTPUT_TOKENS: Record<string, number> = { low: 272, medium: 1056, high: 4160, xhigh: 6240, max: 8320 };

const usageOf = (request: PictureRequest, inputPictureTokens: number) => {
  const text = countTokens(request.prompt);
  const each = Math.ceil((OUTPUT_TOKENS[request.quality]! * request.width * request.height) / SQUARE);
  const output = each * request.count;
  return {
    input_tokens: text + inputPictureTokens,
    input_tokens_details: { image_tokens: inputPictureTokens, text_tokens: text },
    output_tokens: output,
    output_tokens_details: { image_tokens: output, text_tokens: 0 },
    total_tokens: text + inputPictureTokens + output,
  };
};

const seconds = () => Math.floor(Date.now() / 1000);

const aboutOf = ({ transparent, quality, width, height }: PictureRequest) => ({
  background: transparent ? 'transparent' : 'opaque',
  output_format: 'png',
  quality,
  size: `${width}x${height}`,
});

async function* stream(request: PictureRequest, seed: string, partials: number, kind: string, usage: object) {
  const draw = (index: number) => drawPicture({ ...request, prompt: request.prompt + seed, index });
  const b64_json = (await draw(0)).toString('base64');
  const about = { ...aboutOf(request), b64_json, created_at: seconds() };
  for (let at = 0; at < partials; at++)
    yield { type: `${kind}.partial_image`, ...about, partial_image_index: at };
  yield { type: `${kind}.completed`, ...about, usage };
}

const reply = async (body: WireJson, kind: string, seed = '', pictureTokens = 0): Promise<EndpointReply> => {
  const request = readPictureRequest(body);
  const usage = usageOf(request, pictureTokens);
  if (body.stream === true || body.stream === 'true') {
    return { events: stream(request, seed, Number(body.partial_images ?? 0), kind, usage) };
  }
  const data: { b64_json: string }[] = [];
  for (let index = 0; index < request.count; index++) {
    const picture = await drawPicture({ ...request, prompt: request.prompt + seed, index });
    data.push({ b64_json: picture.toString('base64') });
  }
  return { json: { created: seconds(), ...aboutOf(request), data, usage } };
};

export const generateImage: Endpoint = ({ body }) => reply(body, 'image_generation');

export const editImage: Endpoint = async ({ body }) => {
  const files: unknown[] = [body.image ?? []].flat();
  if (!files.length) throw missing('image');
  let seed = 0;
  let tokens = 0;
  for (const file of files) {
    if (!(file instanceof Blob))
      throw badRequest("Invalid 'image': expected a file.", 'image', 'invalid_value');
    const bytes = Buffer.from(await file.arrayBuffer());
    const size = imageSize(bytes);
    if (!size) throw badRequest('Invalid image file or mode for image edit.', 'image', 'invalid_image_file');
    tokens += countImageTokens(size);
    seed = hashText(bytes.toString('latin1'), seed);
  }
  return reply(body, 'image_edit', ` ${seed}`, tokens);
};
