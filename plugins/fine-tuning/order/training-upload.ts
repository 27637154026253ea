import { OpenAIClient, type OpenedFile, Service, type ToolCall, ToolError } from 'openai-mcp-host/plugin';
import { type DataSource, sourceOf, TrainingData } from '../data/training-data.js';

const FILE_ID = /^file-[\w-]+$/;
/** Larger ones that lie at OpenAI are not read again. */
const MOST_REREAD = 64 * 1024 * 1024;
const PAGE = 100;
const MOST_SEEN = 1000;

/** A file of examples: here, or at OpenAI already. */
export interface TrainingFile {
  /** Its id, once OpenAI has it. */
  id: string | undefined;
  /** What can be read of it; undefined where it is too large to be fetched. */
  source: DataSource | undefined;
  opened?: OpenedFile;
}

/** Under a name that nothing else has. OpenAI takes no other ending. */
const nameOf = ({ name }: OpenedFile, mark: string, nth: number): string =>
  `${name.replace(/\.\w+$/, '')}-${mark.slice(0, 8)}-${nth + 1}.jsonl`;

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

  /**
   * Uploads those that are not there yet; gives them back, and the ids that are new.
   *
   * @param mark in their names: where an earlier call for the same was cut off, its files are found by it, and go.
   */
  async upload(
    files: readonly TrainingFile[],
    { mark, isResumed }: { mark: string; isResumed: boolean },
    call: ToolCall,
  ): Promise<{ ids: string[]; fresh: string[] }> {
    const ids: string[] = [];
    const fresh: string[] = [];
    const before = isResumed ? await this.uploadedBefore() : new Map<string, string>();
    for (const [nth, { id, opened }] of files.entries()) {
      if (id !== undefined || opened === undefined) {
        ids.push(id ?? '');
        continue;
      }
      const name = nameOf(opened, mark, nth);
      // Of a file whose answer was lost the host has no count, and so no price: it is sent anew, which is free.
      await this.remove(
        [before.get(name)].filter((lost) => lost !== undefined),
        call,
      );
      const uploaded = await this.send(opened, name, call);
      ids.push(uploaded);
      fresh.push(uploaded);
    }
    return { ids, fresh };
  }

  private async send({ blob, name: from }: OpenedFile, name: string, call: ToolCall): Promise<string> {
    call.progress(undefined, `Uploading ${from}`);
    const file = new File([blob], name, { type: blob.type });
    return (await this.openai.files.create({ purpose: 'fine-tune', file })).id;
  }

  /** Ids by name. */
  private async uploadedBefore(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    let seen = 0;
    for await (const { id, filename } of this.openai.files.list({ purpose: 'fine-tune', limit: PAGE })) {
      found.set(filename, id);
      seen += 1;
      if (seen >= MOST_SEEN) break;
    }
    return found;
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
