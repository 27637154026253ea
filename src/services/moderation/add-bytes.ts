import { sniffMimeType } from '../files/sniff-mime-type.js';
import type { Gathered } from './gathered.js';

/** The largest picture that OpenAI judges; no text is that long. */
export const MOST_BYTES = 20 * 1024 * 1024;

const PICTURE = /^image\/(?:png|jpeg|webp|gif)$/;
const TEXT = /^(?:text\/.+|application\/(?:json|jsonl|xml)|image\/svg\+xml)$/;

/** Sound, film and documents are nothing that moderation judges. */
export const isJudged = (mimeType: string): boolean => PICTURE.test(mimeType) || TEXT.test(mimeType);

/** Adds bytes as what they are: a picture, or a text. False: they are of no kind that is known. */
export function addBytes(bytes: Buffer, into: Gathered): boolean {
  const type = sniffMimeType(bytes);
  if (type === undefined) return false;
  if (TEXT.test(type)) into.addText(bytes.toString());
  if (!PICTURE.test(type)) return true;
  if (bytes.length > MOST_BYTES) into.addTooLarge();
  else into.addPicture(`data:${type};base64,${bytes.toString('base64')}`);
  return true;
}
