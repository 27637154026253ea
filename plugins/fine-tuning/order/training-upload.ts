import { OpenAIClient, type OpenedFile, Service, type ToolCall, ToolError } from 'openai-mcp-host/plugin';
import { type DataSource, sourceOf, TrainingData } from '../data/training-data.js';

const FILE_ID = /^file-[\w-]+$/;
/** Larger ones that lie at OpenAI are not read again. */
const MOST_REREAD = 64 * 1024 * 1024;

/** A file of examples: here, or at OpenAI already. */
export interface TrainingFile {
  /** Its id, once OpenAI has it. */
  id: string | undefined;
  /** What can be read of it; undefined where it is too large to be fetched. */
  source: DataSource | undefined;
  opened?: OpenedFile;
}

/** OpenAI takes no other ending. */
const asLines = ({ name, blob }: OpenedFile): File =>
  /\.jsonl$/i.test(name)
    ? blob
    : new File([blob], `${name.replace(/\.\w+$/, '')}.jsonl`, { type: blob.type });

/** Brings training files to OpenAI. */
@Service()
export class TrainingUpload {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly data: TrainingData,
  ) {}

  /** @throws ToolError `FILE_PURPOSE_WRONG`; what `Files.open` throws. */
  async find(source: string): Promise<TrainingFile> {
    if (!FILE_ID.test(source)) {
      const opened = await this.data.open(source);
      return { id: undefined, source: sourceOf(opened), opened };
    }
    const { id, bytes, filename, purpose } = await this.openai.files.retrieve(source);
    if (purpose !== 'fine-tune')
      throw new ToolError(
        'FILE_PURPOSE_WRONG',
        `The file ${id} was uploaded for ${purpose}, not for fine-tuning.`,
        'Give the file itself, or upload it with the purpose fine-tune.',
      );
    if (bytes > MOST_REREAD) return { id, source: undefined };
    const pieces = () => this.download(id);
    return { id, source: { name: filename, size: bytes, pieces } };
  }

  /** Uploads those that are not there yet; gives them back, and the ids that are new. */
  async upload(files: readonly TrainingFile[], call: ToolCall): Promise<{ ids: string[]; fresh: string[] }> {
    const ids: string[] = [];
    const fresh: string[] = [];
    for (const { id, opened } of files) {
      if (id !== undefined || opened === undefined) {
        ids.push(id ?? '');
        continue;
      }
      call.progress(undefined, `Uploading ${opened.name}`);
      const uploaded = await this.openai.files.create({ purpose: 'fine-tune', file: asLines(opened) });
      ids.push(uploaded.id);
      fresh.push(uploaded.id);
    }
    return { ids, fresh };
  }

  /** Leaves nothing behind of a job that was refused. */
  async remove(ids: readonly string[], call: ToolCall): Promise<void> {
    for (const id of ids)
      await this.openai.files
        .delete(id)
        .catch(() => call.note(`The file ${id} was uploaded and could not be deleted again.`));
  }

  private async *download(id: string): AsyncGenerator<Uint8Array> {
    const { body } = await this.openai.files.content(id);
    if (body !== null) yield* body as unknown as AsyncIterable<Uint8Array>;
  }
}
