import { badRequest } from './api-error.js';
import { describeImage, imageSize } from './image-size.js';
import type { PictureShown } from './question.js';

/** Reads the size of an embedded picture. What lies elsewhere is named, never fetched: the sandbox has no network. */
export const lookAtImage = (url: unknown, param: string): PictureShown => {
  if (typeof url !== 'string' || url === '')
    throw badRequest('Invalid image: a URL or data URL is required.', param);
  if (!url.startsWith('data:')) {
    if (!/^https?:\/\//.test(url))
      throw badRequest(`Invalid '${param}'. Expected a valid URL.`, param, 'invalid_value');
    return { description: `a picture at ${url.split('?')[0]} (not fetched)` };
  }
  const size = imageSize(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
  if (!size) {
    throw badRequest(
      "You uploaded an unsupported image. Please make sure your image has of one the following formats: ['png', 'jpeg', 'gif', 'webp'].",
      param,
      'invalid_image_format',
    );
  }
  return { ...size, description: `a ${describeImage(size)}` };
};
