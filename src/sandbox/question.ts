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

/** What both text endpoints are asked, whatever their wire shape. */
export interface Question {
  model: string;
  /** The last words of the user. */
  asked: string;
  /** All text that went in; it is what the input tokens are counted from. */
  text: string;
  pictures: PictureShown[];
  documents?: DocumentShown[];
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
  outputTokens: number;
}
