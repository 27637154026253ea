import type { TokenUsage } from '../../contracts/request-record.js';
import type { PriceClass, PriceTable } from '../models/catalogue-entry.js';

export interface CacheDetails {
  /** Of the cache-write tokens, those kept for 12 hours. */
  cacheWrite12hTokens?: number;
  /** Of the cached tokens, those of pictures and of sound. */
  cachedImageTokens?: number;
  cachedAudioTokens?: number;
}

type Classes = [PriceClass, number][];

/** The classes of tokens that are billed, each token in one of them, with input and output apart. */
export function tokenClasses(
  tokens: TokenUsage,
  price: PriceTable,
  cache: CacheDetails,
): { input: Classes; output: Classes } {
  return { input: inputClasses(tokens, price, cache), output: outputClasses(tokens) };
}

function inputClasses(tokens: TokenUsage, price: PriceTable, cache: CacheDetails): Classes {
  const { inputTokens, cachedInputTokens, cacheWriteTokens } = tokens;
  const { cacheWrite12hTokens: write12h = 0, cachedAudioTokens = 0 } = cache;
  // Without a price of their own, pictures are text to the bill.
  const separate = price.imageInput !== undefined;
  let cachedImage = separate ? (cache.cachedImageTokens ?? 0) : 0;
  let cachedAudio = cachedAudioTokens;
  let image = separate ? tokens.imageInputTokens - cachedImage : 0;
  let audio = tokens.audioInputTokens - cachedAudio;
  const fresh = inputTokens - cachedInputTokens - cacheWriteTokens;
  // More pictures and sound than fresh tokens: what is too many of them came from the cache, or went there.
  const excess = Math.max(0, image + audio - fresh);
  const fromAudio = Math.min(excess, Math.max(0, audio));
  const fromImage = Math.min(excess - fromAudio, Math.max(0, image));
  audio -= fromAudio;
  image -= fromImage;
  const cachedText = cachedInputTokens - cachedImage - cachedAudio;
  const movedAudio = Math.min(fromAudio, cachedText);
  const movedImage = Math.min(fromImage, cachedText - movedAudio);
  cachedAudio += movedAudio;
  cachedImage += movedImage;
  return [
    ['input', Math.max(0, fresh - image - audio)],
    ['cachedInput', Math.max(0, cachedInputTokens - cachedImage - cachedAudio)],
    ['cachedImageInput', cachedImage],
    ['cachedAudioInput', cachedAudio],
    ['cacheWrite', cacheWriteTokens - write12h],
    ['cacheWrite12h', write12h],
    ['imageInput', image],
    ['audioInput', audio],
  ];
}

const outputClasses = ({ outputTokens, imageOutputTokens, audioOutputTokens }: TokenUsage): Classes => [
  ['output', Math.max(0, outputTokens - imageOutputTokens - audioOutputTokens)],
  ['imageOutput', imageOutputTokens],
  ['audioOutput', audioOutputTokens],
];
