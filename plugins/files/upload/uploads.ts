import type { FileObject } from 'openai/resources/files';
import { Contract, type ToolCall } from 'openai-mcp-host/plugin';

/** What is to be uploaded, in OpenAI's words. */
export interface Uploading {
  /** Path, `file:`, `data:` or http(s) URL, or a file that a tool made. */
  file: string;
  purpose: 'assistants' | 'batch' | 'fine-tune' | 'vision' | 'user_data' | 'evals';
  /** In place of the file's own name. */
  filename?: string | undefined;
  expires_after?: { anchor: 'created_at'; seconds: number } | undefined;
}

/** Uploads of files to OpenAI, for other plugins as well. */
@Contract('files/Uploads')
export abstract class Uploads {
  /**
   * Uploads a file, goes on where an earlier call has ended, and sends nothing that OpenAI has already.
   *
   * @throws ToolError `FILE_EMPTY`; `FILE_TOO_LARGE`; `FILES_API_MISSING`; whatever `Files.open` throws.
   */
  abstract upload(what: Uploading, call: ToolCall): Promise<FileObject>;
}
