import type { FileObject } from 'openai/resources/files';
import { Contract, type ToolCall } from 'openai-mcp-host/plugin';

/** Uploads of files to OpenAI, which the plugin `files` exports. */
@Contract('files/Uploads')
export abstract class Uploads {
  /** Uploads a file, by path or URL, unless OpenAI has it from an earlier call. */
  abstract upload(what: { file: string; purpose: 'assistants' }, call: ToolCall): Promise<FileObject>;
}
