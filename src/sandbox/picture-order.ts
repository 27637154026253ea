import { ApiError, badRequest, missing } from './api-error.js';
import { judgeText } from './judge-text.js';
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
}

const LONGEST_PROMPT = 32_000;
const OLD_SIZES = /^(1024x1024|1024x1536|1536x1024)$/;
const QUALITIES = ['low', 'medium', 'high', 'xhigh', 'max'];

const sizeOf = (size: string, model: string): [width: number, height: number] => {
  if (size === 'auto') return [1024, 1024];
  const [width, height] = size.split('x').map(Number) as [number, number];
  const fits =
    /^\d+x\d+$/.test(size) &&
    width % 16 === 0 &&
    height % 16 === 0 &&
    Math.max(width, height) <= 3 * Math.min(width, height);
  const small = Math.max(width, height) <= 3840 && Math.min(width, height) <= 2160 && width * height > 0;
  if (!fits || !small || (/-1(\.5|-mini)/.test(model) && !OLD_SIZES.test(size))) {
    throw badRequest(
      `Invalid value: '${size}'. Width and height must be divisible by 16, between 1:3 and 3:1, and at most 3840x2160.`,
      'size',
      'invalid_value',
    );
  }
  return [width, height];
};

const qualityOf = (quality: string): string => {
  if (quality === 'auto') return 'medium';
  if (QUALITIES.includes(quality)) return quality;
  throw badRequest(
    `Invalid value: '${quality}'. Supported values are: 'low', 'medium', 'high', and 'auto'.`,
    'quality',
    'invalid_value',
  );
};

const refuseUnknown = (body: WireJson): void => {
  for (const name of ['style', 'response_format']) {
    if (body[name] != null) throw badRequest(`Unknown parameter: '${name}'.`, name, 'unknown_parameter');
  }
  if ((body.output_format ?? 'png') !== 'png') {
    throw badRequest(
      `The sandbox draws PNG only, not '${body.output_format}'. Leave output_format out, or use a real key.`,
      'output_format',
    );
  }
};

/** Checks a request for pictures as the real API would, and reads it. A form's numbers arrive as text. */
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
  const count = Number(body.n ?? 1);
  if (!(count >= 1 && count <= 10))
    throw badRequest("Invalid 'n': expected a value between 1 and 10.", 'n', 'invalid_value');
  if (judgeText(prompt).flagged) {
    throw new ApiError(400, 'Your request was rejected by the safety system.', {
      type: 'image_generation_user_error',
      code: 'moderation_blocked',
    });
  }
  const [width, height] = sizeOf(body.size ?? 'auto', model);
  const quality = qualityOf(body.quality ?? 'auto');
  return { model, prompt, width, height, count, quality, transparent: body.background === 'transparent' };
};
