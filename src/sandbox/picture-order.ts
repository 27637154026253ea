import { ApiError, badRequest, missing } from './api-error.js';
import { judgeText } from './judge-text.js';
import type { PictureFormat } from './picture-formats.js';
import { assertServed } from './sandbox-models.js';
import type { WireJson } from './wire-json.js';

export interface PictureRequest {
  model: string;
  prompt: string;
  width: number;
  height: number;
  count: number;
  quality: string;
  transparent: boolean;
  format: PictureFormat;
  compression: number;
  frames: number;
  /** How many partial pictures to stream; undefined where nothing is streamed. */
  partials: number | undefined;
}

const LONGEST_PROMPT = 32_000;
const OLD_SIZES = /^(1024x1024|1024x1536|1536x1024)$/;
const QUALITIES = ['low', 'medium', 'high', 'xhigh', 'max'];
const FORMATS = ['png', 'webp', 'jpeg', 'gif', 'svg'];

const sizeOf = (size: string, model: string): [width: number, height: number] => {
  if (size === 'auto') return [1024, 1024];
  const [width, height] = size.split('x').map(Number) as [number, number];
  const fits =
    /^\d+x\d+$/.test(size) &&
    width % 16 === 0 &&
    height % 16 === 0 &&
    Math.max(width, height) <= 3 * Math.min(width, height);
  const area = width * height;
  const small = Math.max(width, height) <= 3840 && area <= 3840 * 2160 && area > 0;
  if (!fits || !small || (/-1(\.5|-mini)/.test(model) && !OLD_SIZES.test(size))) {
    throw badRequest(
      `Invalid value: '${size}'. Width and height must be divisible by 16, between 1:3 and 3:1, and at most 3840x2160.`,
      'size',
      'invalid_value',
    );
  }
  return [width, height];
};

const oneOf = (values: readonly string[], value: string, name: string): string => {
  if (values.includes(value)) return value;
  throw badRequest(
    `Invalid value: '${value}'. Supported values are: ${values.map((each) => `'${each}'`).join(', ')}.`,
    name,
    'invalid_value',
  );
};

const between = (least: number, most: number, value: unknown, name: string): number => {
  const number = Number(value);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw badRequest(
    `Invalid '${name}': expected a value between ${least} and ${most}.`,
    name,
    'invalid_value',
  );
};

const refuseUnknown = (body: WireJson): void => {
  for (const name of ['style', 'response_format']) {
    if (body[name] != null) throw badRequest(`Unknown parameter: '${name}'.`, name, 'unknown_parameter');
  }
};

const formatOf = (body: WireJson, count: number, isStreamed: boolean): PictureFormat => {
  const format = oneOf(FORMATS, body.output_format ?? 'png', 'output_format') as PictureFormat;
  if (body.background === 'transparent' && format === 'jpeg')
    throw badRequest('Transparent background is not supported for JPEG output format.', 'background');
  if (Number(body.output_compression ?? 100) < 100 && format !== 'webp' && format !== 'jpeg')
    throw badRequest(
      `Compression less than 100 is not supported for ${format.toUpperCase()} output format.`,
      'output_compression',
    );
  if (format === 'svg' && count > 1) throw badRequest('SVG output requires n=1.', 'n');
  if ((format === 'svg' || format === 'gif') && isStreamed)
    throw badRequest(`Streaming is not supported for ${format.toUpperCase()} output.`, 'stream');
  return format;
};

/** Checks a request for pictures as the real API would, and reads it. A form's values arrive as text. */
export const readPictureRequest = (body: WireJson): PictureRequest => {
  const model = assertServed(body.model);
  const { prompt } = body;
  if (typeof prompt !== 'string' || prompt === '') throw missing('prompt');
  if (prompt.length > LONGEST_PROMPT) {
    throw badRequest(
      `Invalid 'prompt': string too long. Expected a string with maximum length ${LONGEST_PROMPT}, but got a string with length ${prompt.length} instead.`,
      'prompt',
      'string_above_max_length',
    );
  }
  refuseUnknown(body);
  const count = between(1, 10, body.n ?? 1, 'n');
  const isStreamed = body.stream === true || body.stream === 'true';
  if (isStreamed && count > 1) throw badRequest('Streaming is only supported with n=1.', null);
  if (judgeText(prompt).flagged) {
    throw new ApiError(400, 'Your request was rejected by the safety system.', {
      type: 'image_generation_user_error',
      code: 'moderation_blocked',
    });
  }
  oneOf(['auto', 'low'], body.moderation ?? 'auto', 'moderation');
  oneOf(['transparent', 'opaque', 'auto'], body.background ?? 'auto', 'background');
  const [width, height] = sizeOf(body.size ?? 'auto', model);
  const quality = oneOf(['auto', ...QUALITIES], body.quality ?? 'auto', 'quality');
  return {
    ...{ model, prompt, width, height, count },
    quality: quality === 'auto' ? 'medium' : quality,
    transparent: body.background === 'transparent',
    format: formatOf(body, count, isStreamed),
    compression: between(0, 100, body.output_compression ?? 100, 'output_compression'),
    frames: between(2, 16, body.frame_count ?? 9, 'frame_count'),
    partials: isStreamed ? between(0, 3, body.partial_images ?? 0, 'partial_images') : undefined,
  };
};
