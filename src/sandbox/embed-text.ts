import { hashText, numbersFrom } from './hash-text.js';

const TOPIC = 1;
const PIECE = 0.35;

const featuresOf = (text: string): Map<string, number> => {
  const features = new Map<string, number>();
  const add = (feature: string, weight: number) =>
    features.set(feature, (features.get(feature) ?? 0) + weight);
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [text];
  for (const word of words) {
    add(word, TOPIC);
    for (let at = 0; at + 3 <= word.length; at++) add(`~${word.slice(at, at + 3)}`, PIECE);
  }
  return features;
};

/** A unit vector: every word and every three letters of it point somewhere of their own, so that texts which share them lie near. */
export const embedText = (text: string, native: number, dimensions: number): number[] => {
  const sum = new Float64Array(native);
  for (const [feature, weight] of featuresOf(text)) {
    const next = numbersFrom(hashText(feature));
    const strength = Math.sqrt(weight);
    for (let at = 0; at < native; at++) sum[at]! += (next() - 0.5) * strength;
  }
  const kept = sum.subarray(0, dimensions);
  const length = Math.hypot(...kept) || 1;
  return Array.from(kept, (value) => value / length);
};
