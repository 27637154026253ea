import { type Files, type StoredFile, type ToolCall, ToolError } from 'openai-mcp-host/plugin';

/**
 * Saves what is paid for: undefined, with a note, where the disk refuses it.
 *
 * @param what such as `The sound`.
 */
export async function keptFile(
  files: Files,
  title: string,
  content: Parameters<Files['save']>[1],
  what: string,
  call: ToolCall,
): Promise<StoredFile | undefined> {
  try {
    return await files.save(title, content);
  } catch (error) {
    if (!ToolError.is(error)) throw error;
    call.note(`${what} could not be saved. ${error.message} ${error.hint ?? ''}`.trim());
    return undefined;
  }
}
