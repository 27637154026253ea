import { badRequest, missing } from './api-error.js';
import { type ImageSize, imageSize } from './image-size.js';
import type { WireJson } from './wire-json.js';

/** The pictures of an edit: what is to be changed, and where. */
export interface GivenPictures {
  pictures: { bytes: Buffer; size: ImageSize }[];
  mask: Buffer | undefined;
}

const MOST = 16;
const MOST_BYTES = 50 * 1024 * 1024;
const MOST_MASK_BYTES = 4 * 1024 * 1024;
const TAKEN = ['image/jpeg', 'image/png', 'image/webp'];
const FIELDS = new Set([
  ...['image', 'mask', 'markup', 'prompt', 'model', 'n', 'size', 'quality', 'background', 'moderation'],
  ...['output_format', 'output_compression', 'input_fidelity', 'stream', 'partial_images', 'user'],
  ...['safety_identifier', 'complexity', 'frame_count', 'frame_duration_ms', 'style', 'response_format'],
]);

const pictureOf = async (file: unknown, at: number) => {
  const param = `image[${at}]`;
  if (!(file instanceof Blob))
    throw badRequest(`Invalid type for '${param}': expected a file.`, param, 'invalid_type');
  if (!TAKEN.includes(file.type)) {
    throw badRequest(
      `Invalid file '${param}': unsupported mimetype ('${file.type || 'application/octet-stream'}'). ` +
        "Supported file formats are 'image/jpeg', 'image/png', and 'image/webp'.",
      param,
      'unsupported_file_mimetype',
    );
  }
  if (file.size > MOST_BYTES) throw badRequest(`Invalid file '${param}': larger than 50MB.`, param);
  const bytes = Buffer.from(await file.arrayBuffer());
  const size = imageSize(bytes);
  if (!size || size.format === 'GIF')
    throw badRequest('Invalid image file or mode for image edit.', 'image', 'invalid_image_file');
  return { bytes, size };
};

const HAS_ALPHA = new Set([4, 6]);

const maskOf = async (file: unknown, { size }: { size: ImageSize }): Promise<Buffer> => {
  const wrong = (why: string) =>
    badRequest(`Invalid mask image format - ${why}.`, 'mask', 'invalid_mask_image_format');
  if (!(file instanceof Blob) || file.size > MOST_MASK_BYTES) throw wrong('expected a PNG below 4MB');
  const bytes = Buffer.from(await file.arrayBuffer());
  const own = imageSize(bytes);
  if (own?.format !== 'PNG') throw wrong('expected a PNG below 4MB');
  if (!HAS_ALPHA.has(bytes[25]!)) throw wrong('mask image missing alpha channel');
  if (size.width !== undefined && (own.width !== size.width || own.height !== size.height))
    throw wrong('mask size does not match image size');
  return bytes;
};

/** Reads and checks the pictures of an edit as the real API would. */
export const readGivenPictures = async (body: WireJson): Promise<GivenPictures> => {
  const unknown = Object.keys(body).find((name) => !FIELDS.has(name));
  if (unknown !== undefined)
    throw badRequest(`Unknown parameter: '${unknown}'.`, unknown, 'unknown_parameter');
  const files: unknown[] = [body.image ?? []].flat();
  if (files.length === 0) throw missing('image');
  if (files.length > MOST) {
    throw badRequest(
      `Invalid 'image': array too long. Expected an array with maximum length ${MOST}, but got an array with length ${files.length} instead.`,
      'image',
      'array_above_max_length',
    );
  }
  if (body.input_fidelity != null && !/-1\.5/.test(body.model))
    throw badRequest(
      `The model '${body.model}' does not support the 'input_fidelity' parameter.`,
      'input_fidelity',
      'invalid_input_fidelity_model',
    );
  const pictures = await Promise.all(files.map(pictureOf));
  return { pictures, mask: body.mask == null ? undefined : await maskOf(body.mask, pictures[0]!) };
};
