import { createHash } from 'node:crypto';

const KEPT_BYTES = 262_144;

/** Reads along with an answer: its hash and, where payloads are recorded, how it begins. */
export class AnswerDigest {
  private readonly hash = createHash('sha256');
  private readonly chunks: Uint8Array[] = [];
  private bytes = 0;
  private hex: string | undefined;

  constructor(private readonly keeps: boolean) {}

  update(chunk: Uint8Array): void {
    if (this.hex !== undefined) return;
    this.hash.update(chunk);
    if (this.keeps && this.bytes < KEPT_BYTES) this.chunks.push(chunk);
    this.bytes += chunk.length;
  }

  /** null where nothing came. */
  get sha256(): string | null {
    this.hex ??= this.bytes === 0 ? '' : this.hash.digest('hex');
    return this.hex || null;
  }

  /** What came: JSON parsed, text as it is, how much of anything else. */
  get payload(): unknown {
    const text = Buffer.concat(this.chunks).toString();
    if (this.bytes === 0) return null;
    if (text.includes('\uFFFD')) return `[${this.bytes} bytes]`;
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }
}
