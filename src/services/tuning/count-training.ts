import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { countTokens } from '../estimates/count-tokens.js';

/** What surrounds a message, and begins an example. */
const TOKENS_A_MESSAGE = 8;
/** Counted at a time, so that a large file is never whole in memory. */
const COUNTED_CHARACTERS = 1_000_000;

export interface TrainingCount {
  examples: number;
  tokens: number;
  images: number;
}

/** At least as many tokens as an epoch over a training file has. Lines that are no examples count by their text. */
export async function countTraining(file: Blob): Promise<TrainingCount> {
  const input = Readable.fromWeb(file.stream() as Parameters<typeof Readable.fromWeb>[0]);
  const total: TrainingCount = { examples: 0, tokens: 0, images: 0 };
  let texts: string[] = [];
  let characters = 0;
  const count = async () => {
    total.tokens += await countTokens(texts);
    texts = [];
    characters = 0;
  };
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === '') continue;
    const { text, messages, images } = partsOf(line);
    total.examples += 1;
    total.images += images;
    total.tokens += messages * TOKENS_A_MESSAGE;
    texts.push(...text);
    characters += line.length;
    if (characters >= COUNTED_CHARACTERS) await count();
  }
  await count();
  return total;
}

interface Parts {
  text: string[];
  messages: number;
  images: number;
}

/** Whatever of an example may be trained on: all its texts, its prompt twice where two answers to it are compared. */
function partsOf(line: string): Parts {
  const parts: Parts = { text: [], messages: 1, images: 0 };
  let example: unknown;
  try {
    example = JSON.parse(line);
  } catch {
    return { ...parts, text: [line] };
  }
  gather(example, parts);
  const { input, preferred_output: preferred } = (example ?? {}) as Record<string, unknown>;
  if (preferred !== undefined) gather(input, parts);
  return parts;
}

function gather(value: unknown, parts: Parts): void {
  if (typeof value === 'string') parts.text.push(value);
  else if (typeof value === 'number' || typeof value === 'boolean') parts.text.push(String(value));
  if (typeof value !== 'object' || value === null) return;
  const { image_url: image, role } = value as Record<string, unknown>;
  if (role !== undefined) parts.messages += 1;
  if (image !== undefined) {
    parts.images += 1;
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    // What a message is for is no text of it; the names in function definitions are.
    if (!Array.isArray(value) && key !== 'content') parts.text.push(key);
    gather(inner, parts);
  }
}
