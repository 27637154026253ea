import type { Schema } from './example-of-schema.js';
import type { ImageSize } from './image-size.js';

export interface SandboxTool {
  name: string;
  description?: string;
  parameters?: Schema;
}

export interface PictureShown extends Partial<ImageSize> {
  /** Such as "a 512x512 PNG". */
  description: string;
}

export interface DocumentShown {
  /** Such as "the PDF report.pdf (3 pages)". */
  description: string;
  bytes: number;
  /** Of a PDF. */
  pages?: number;
  /** What it says, where that can be read. */
  text?: string;
}

export interface SoundHeard {
  /** Such as "a sound of 96044 bytes (wav)". */
  description: string;
  tokens: number;
}

/** What was said in a conversation before this request. */
export interface Earlier {
  /** The last words of the user then. */
  asked: string;
  /** All that went in and came out. */
  tokens: number;
}

/** What both text endpoints are asked, whatever their wire shape. */
export interface Question {
  model: string;
  /** The last words of the user. */
  asked: string;
  /** All text that went in; it is what the input tokens are counted from. */
  text: string;
  pictures: PictureShown[];
  documents?: DocumentShown[];
  sounds?: SoundHeard[];
  earlier?: Earlier | undefined;
  /** Which of several answers this is to be, from 0. */
  nth?: number;
  /** What a tool has given back after those words, if a tool has. */
  toolOutput?: string;
  tools: SandboxTool[];
  /** `{ only }` asks for these tools alone; `must` for a call in any case. */
  choice: { only?: string[]; must: boolean; never: boolean };
  format?: { type: string; schema?: Schema };
  mostTokens?: number;
}

export interface Answer {
  text?: string;
  calls?: { name: string; arguments: string }[];
  /** Cut off by the caller's limit on tokens. */
  cut: boolean;
  inputTokens: number;
  /** Of the input tokens. */
  cachedTokens: number;
  audioTokens: number;
  outputTokens: number;
}
