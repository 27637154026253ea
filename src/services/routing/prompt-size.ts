import { countTokens } from '../estimates/count-tokens.js';
import type { PromptParts } from '../estimates/prompt-parts.js';

/** More than most pictures and most seconds of sound come to. */
const PICTURE_TOKENS = 1500;
const SOUND_BYTES_PER_TOKEN = 75;

/** The tokens of a prompt, counted only as exactly as the question asks for. */
export class PromptSize {
  /** Tokens at most: one for each byte of text. */
  private readonly bound: number;
  private counted: Promise<number> | undefined;

  /** @param hidden tokens that the request doesn't show. */
  constructor(
    private readonly parts: PromptParts,
    private readonly hidden: number,
  ) {
    this.bound = this.others + parts.texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  }

  /** About as many, for prices. */
  get guess(): number {
    return Math.ceil(this.others + (this.bound - this.others) / 4);
  }

  /** Whether it has more tokens than so many. */
  async exceeds(tokens: number): Promise<boolean> {
    if (this.bound <= tokens) return false;
    this.counted ??= countTokens(this.parts.texts);
    return this.others + (await this.counted) > tokens;
  }

  private get others(): number {
    const { pictures, sounds, frame } = this.parts;
    const heard = sounds.reduce((sum, { data }) => sum + data.length / SOUND_BYTES_PER_TOKEN, 0);
    return this.hidden + frame + pictures.length * PICTURE_TOKENS + Math.ceil(heard);
  }
}
