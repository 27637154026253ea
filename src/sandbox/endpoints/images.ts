import { countImageTokens, countTokens } from '../count-tokens.js';
import { drawPicture } from '../draw-picture.js';
import { drawSvg } from '../draw-svg.js';
import type { Endpoint, EndpointReply } from '../endpoint.js';
import { type GivenPictures, readGivenPictures } from '../given-pictures.js';
import { hashText } from '../hash-text.js';
import { paintOver } from '../paint-over.js';
import { encodeAs } from '../picture-formats.js';
import { type PictureRequest, readPictureRequest } from '../picture-order.js';

const SQUARE = 1024 * 1024;
const OUTPUT_TOKENS: Record<string, number> = { low: 272, medium: 1056, high: 4160, xhigh: 6240, max: 8320 };
const PER_PARTIAL = 100;
const SVG_AUTHOR = 'gpt-6.2-sol';

type Draw = (index: number) => Promise<Buffer>;

const usageOf = (request: PictureRequest, inputPictureTokens: number) => {
  const text = countTokens(request.prompt);
  const each = Math.ceil((OUTPUT_TOKENS[request.quality]! * request.width * request.height) / SQUARE);
  const output = each * request.count + PER_PARTIAL * (request.partials ?? 0);
  return {
    input_tokens: text + inputPictureTokens,
    input_tokens_details: { image_tokens: inputPictureTokens, text_tokens: text },
    output_tokens: output,
    output_tokens_details: { image_tokens: output, text_tokens: 0 },
    total_tokens: text + inputPictureTokens + output,
  };
};

const seconds = () => Math.floor(Date.now() / 1000);

const aboutOf = ({ transparent, quality, width, height, format }: PictureRequest) => ({
  background: transparent ? 'transparent' : 'opaque',
  output_format: format,
  quality,
  size: `${width}x${height}`,
});

async function* stream(request: PictureRequest, draw: Draw, kind: string, usage: object) {
  const b64_json = (await draw(0)).toString('base64');
  const about = { ...aboutOf(request), b64_json, created_at: seconds() };
  for (let at = 0; at < request.partials!; at++)
    yield { type: `${kind}.partial_image`, ...about, partial_image_index: at };
  yield { type: `${kind}.completed`, ...about, usage };
}

const svgUsage = (svg: string) => {
  const output_tokens = countTokens(svg);
  return {
    svg_usage: {
      ...{ model: SVG_AUTHOR, input_tokens: 0, output_tokens, reasoning_tokens: 0 },
      total_tokens: output_tokens,
    },
  };
};

const reply = async (
  request: PictureRequest,
  kind: string,
  given?: GivenPictures,
): Promise<EndpointReply> => {
  const { prompt, width, height, count, format, compression, frames } = request;
  const seed = given?.pictures.reduce((sum, { bytes }) => hashText(bytes.toString('latin1'), sum), 0) ?? '';
  const pictureTokens = given?.pictures.reduce((sum, { size }) => sum + countImageTokens(size), 0) ?? 0;
  const usage = usageOf(request, pictureTokens);
  if (format === 'svg') {
    const svg = drawSvg(prompt, width, height);
    const data = [{ b64_json: Buffer.from(svg).toString('base64') }];
    return { json: { created: seconds(), ...aboutOf(request), data, usage, ...svgUsage(svg) } };
  }
  const draw: Draw = async (index) => {
    const drawn = await drawPicture({ ...request, prompt: `${prompt} ${seed}`.trim(), index });
    const png = given ? await paintOver(given, drawn, width, height) : drawn;
    return encodeAs(png, format, { compression, frames });
  };
  if (request.partials !== undefined) return { events: stream(request, draw, kind, usage) };
  const data: { b64_json: string }[] = [];
  for (let index = 0; index < count; index++) data.push({ b64_json: (await draw(index)).toString('base64') });
  return { json: { created: seconds(), ...aboutOf(request), data, usage } };
};

export const generateImage: Endpoint = ({ body }) => reply(readPictureRequest(body), 'image_generation');

export const editImage: Endpoint = async ({ body }) => {
  const given = await readGivenPictures(body);
  return reply(readPictureRequest(body), 'image_edit', given);
};
