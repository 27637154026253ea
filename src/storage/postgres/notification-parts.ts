import { randomUUID } from 'node:crypto';

/** PostgreSQL takes 7,999 bytes in one notification. */
const MOST_BYTES = 7000;
/** Of a message whose end never came. */
const FORGOTTEN_MS = 60_000;

/** A notification as it travels: whole, or one of several parts. */
interface Part {
  from: string;
  topic: string;
  /** The message; in base64 where it is a part. */
  text: string;
  whole?: { id: string; index: number; count: number };
}

/** A message as notifications, none too large. */
export function partsOf(from: string, topic: string, text: string): string[] {
  const alone = JSON.stringify({ from, topic, text } satisfies Part);
  if (Buffer.byteLength(alone) <= MOST_BYTES) return [alone];
  const encoded = Buffer.from(text).toString('base64');
  const length = MOST_BYTES - 300 - topic.length;
  const count = Math.ceil(encoded.length / length);
  const id = randomUUID();
  return Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      ...{ from, topic, text: encoded.slice(index * length, (index + 1) * length) },
      whole: { id, index, count },
    } satisfies Part),
  );
}

/** Puts messages together again. */
export class ReceivedParts {
  private readonly begun = new Map<string, { texts: string[]; left: number; at: number }>();

  /** What has come whole with this; undefined for what is of ourselves, unreadable, or not the last part. */
  take(payload: string, self: string): { topic: string; message: string } | undefined {
    const part = readPart(payload);
    if (part === undefined || part.from === self) return undefined;
    const { topic, text, whole } = part;
    if (whole === undefined) return { topic, message: text };
    const begun = this.begun.get(whole.id) ?? { texts: [], left: whole.count, at: Date.now() };
    begun.texts[whole.index] = text;
    begun.left -= 1;
    if (begun.left > 0) {
      this.forget();
      this.begun.set(whole.id, begun);
      return undefined;
    }
    this.begun.delete(whole.id);
    return { topic, message: Buffer.from(begun.texts.join(''), 'base64').toString() };
  }

  private forget(): void {
    for (const [id, { at }] of this.begun) if (Date.now() - at > FORGOTTEN_MS) this.begun.delete(id);
  }
}

function readPart(payload: string): Part | undefined {
  try {
    const part = JSON.parse(payload) as Partial<Part> | null;
    const isPart =
      typeof part?.from === 'string' && typeof part.topic === 'string' && typeof part.text === 'string';
    return isPart ? (part as Part) : undefined;
  } catch {
    return undefined;
  }
}
