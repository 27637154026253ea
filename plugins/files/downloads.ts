import { extname } from 'node:path';
import {
  Files,
  OpenAIClient,
  Service,
  type StoredFile,
  type ToolCall,
  ToolError,
} from 'openai-mcp-host/plugin';
import { asked, statusOf } from './api-errors.js';
import { mediaTypeOf } from './media-types.js';

/** Files at OpenAI that are saved here, as they come and never whole in memory. */
@Service()
export class Downloads {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly files: Files,
  ) {}

  async save(id: string, call: ToolCall): Promise<StoredFile> {
    const { filename, bytes, purpose } = await asked(this.openai.files.retrieve(id), id);
    const { body } = await this.content(id, purpose);
    if (body === null)
      throw new ToolError('UPSTREAM_INVALID_RESPONSE', 'OpenAI sent no content of the file.', 'Try again.');
    const extension = extname(filename);
    return this.files.save(filename.slice(0, filename.length - extension.length) || id, {
      data: told(body, bytes, call),
      mimeType: mediaTypeOf(extension),
    });
  }

  private async content(id: string, purpose: string): Promise<Response> {
    try {
      return await asked(this.openai.files.content(id), id);
    } catch (error) {
      const message: unknown = Reflect.get(Object(error), 'message');
      const isRefused = statusOf(error) === 400 || statusOf(error) === 403;
      if (!isRefused || !/not allowed to download/i.test(String(message))) throw error;
      throw new ToolError(
        'DOWNLOAD_REFUSED',
        `OpenAI does not give back files that were uploaded for ${purpose}.`,
        'Only files of batches and fine-tuning, and what OpenAI made, can be downloaded.',
        { cause: error },
      );
    }
  }
}

async function* told(
  content: AsyncIterable<Uint8Array>,
  bytes: number,
  call: ToolCall,
): AsyncGenerator<Uint8Array> {
  let done = 0;
  let told = 0;
  for await (const piece of content) {
    yield piece;
    done += piece.length;
    const percent = bytes > 0 ? Math.min(100, Math.floor((100 * done) / bytes)) : 0;
    if (percent >= told + 5) call.progress(percent / 100, `Received ${percent} %`);
    if (percent >= told + 5) told = percent;
  }
}
