import type { ToolError } from 'openai-mcp-host/plugin';

/** Something that is to be indexed, or why it is not. */
export type FoundSource =
  | TextSource
  | FileSource
  | { source: string; skipped: string }
  | { source: string; failure: ToolError };

/** A text that the caller gave. */
export interface TextSource {
  source: string;
  text: string;
  title?: string;
  metadata?: Metadata;
}

/** A file that is opened when its turn comes. */
export interface FileSource {
  source: string;
  /** What `Files.open` takes. */
  address: string;
  /** Whether the caller named it, and not only a folder that it lies in. */
  isNamed: boolean;
}

export type Metadata = Record<string, string | number | boolean>;
