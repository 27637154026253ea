import { Files, Service, type StoredFile, type ToolCall, ToolError } from 'openai-mcp-host/plugin';

/** A text up to here is in the result itself. */
const INLINE = 24_000;
const HEAD = 4000;

export interface ShownText {
  text: string;
  /** The whole of it, where the text is only its beginning. */
  file?: StoredFile;
}

/** Puts texts that no client would want in one message into files. */
@Service()
export class LongText {
  constructor(private readonly files: Files) {}

  /** A disk that refuses the file costs the file, and not the text. */
  async show(title: string, text: string, call: ToolCall): Promise<ShownText> {
    if (text.length <= INLINE) return { text };
    try {
      const file = await this.files.save(title, { data: text, mimeType: 'text/markdown' });
      return {
        text: `${text.slice(0, HEAD)}\n\n[… ${text.length - HEAD} more characters in the file ${file.name}]`,
        file,
      };
    } catch (error) {
      if (!ToolError.is(error)) throw error;
      call.note(`The text could not be saved as a file. ${error.message} ${error.hint ?? ''}`.trim());
      return { text };
    }
  }
}
