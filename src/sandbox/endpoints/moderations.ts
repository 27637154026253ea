import { randomBytes } from 'node:crypto';
import { badRequest, missing } from '../api-error.js';
import type { Endpoint } from '../endpoint.js';
import { type Judgement, judgeText } from '../judge-text.js';
import { lookAtImage } from '../look-at-image.js';
import { assertServed } from '../sandbox-models.js';
import type { WireJson } from '../wire-json.js';

/** What a picture shows is told by the words of its address; one that is embedded has none. */
const wordsOf = (url: string): string =>
  url.startsWith('data:') ? '' : url.replace(/[^\p{L}\p{N}]+/gu, ' ');

const judgeParts = (parts: WireJson[]): Judgement => {
  const pictures = parts.filter((part) => part?.type === 'image_url');
  if (pictures.length > 1)
    throw badRequest(
      `Number of images (${pictures.length}) exceeds maximum of 1`,
      'input',
      'too_many_images',
    );
  const texts = parts.filter((part) => part?.type === 'text');
  if (pictures.length + texts.length < parts.length) throw badRequest("'$.input' is invalid.", 'input');
  for (const picture of pictures) lookAtImage(picture.image_url?.url, 'input[].image_url.url');
  const text = texts
    .map((part) => part.text)
    .join('\n')
    .trim();
  return judgeText(text, pictures[0] && wordsOf(pictures[0].image_url.url));
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
