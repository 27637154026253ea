import { randomBytes } from 'node:crypto';
import { badRequest, missing } from '../api-error.js';
import type { Endpoint } from '../endpoint.js';
import { type Judgement, judgeText } from '../judge-text.js';
import { lookAtImage } from '../look-at-image.js';
import { assertServed } from '../sandbox-models.js';
import type { WireJson } from '../wire-json.js';

const judgeParts = (parts: WireJson[]): Judgement => {
  const pictures = parts.filter((part) => part?.type === 'image_url');
  if (pictures.length > 1) throw badRequest('Too many images: at most 1 is allowed in a request.', 'input');
  for (const picture of pictures) lookAtImage(picture.image_url?.url, 'input[].image_url.url');
  const text = parts
    .map((part) => (part?.type === 'text' ? part.text : ''))
    .join('\n')
    .trim();
  return judgeText(text, pictures.length > 0);
};

const judge = (input: unknown): Judgement[] => {
  if (input === undefined) throw missing('input');
  if (typeof input === 'string') return [judgeText(input)];
  if (!Array.isArray(input) || !input.length) throw badRequest("'$.input' is invalid.", 'input');
  return input.every((one) => typeof one === 'string')
    ? input.map((text) => judgeText(text))
    : [judgeParts(input)];
};

export const createModeration: Endpoint = ({ body }) => {
  const model = assertServed(body.model ?? 'omni-moderation-latest');
  return { json: { id: `modr-${randomBytes(12).toString('hex')}`, model, results: judge(body.input) } };
};
