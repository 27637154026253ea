import { type Job, Jobs, OpenAIClient, Service, type ToolCall, ToolError } from 'openai-mcp-host/plugin';
import type { Addition } from './addition.js';
import { asked } from './api-errors.js';
import { Uploads } from './uploads.js';

/** Uploads side by side. */
const TOGETHER = 3;

/** A file that could not even be uploaded. */
export interface NotUploaded {
  file: string;
  code: string;
  message: string;
}

/** Files on their way into a vector store. */
@Service()
export class Additions {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly uploads: Uploads,
    private readonly jobs: Jobs,
  ) {}

  async add(addition: Addition, call: ToolCall): Promise<{ job: Job; notUploaded: NotUploaded[] }> {
    const { vector_store_id: store, file_ids = [], files = [], attributes, chunking_strategy } = addition;
    const { name, status } = await asked(this.openai.vectorStores.retrieve(store), store);
    if (status === 'expired')
      throw new ToolError(
        'VECTOR_STORE_UNKNOWN',
        `The vector store ${store} has expired.`,
        'Create another one.',
      );
    const { ids, notUploaded } = await this.upload(files, call);
    const all = [...new Set([...file_ids, ...ids])];
    const batch = await asked(
      this.openai.vectorStores.fileBatches.create(store, {
        file_ids: all,
        ...(attributes && { attributes }),
        ...(chunking_strategy && { chunking_strategy }),
      }),
      store,
    );
    const title = `Add ${all.length} ${all.length === 1 ? 'file' : 'files'} to ${name || store}`;
    const started = await this.jobs.start(
      { kind: 'file-batch', workId: `${store}/${batch.id}`, title, answer: batch },
      call,
    );
    const { wait_seconds: wait } = addition;
    const job = started.hasEnded || wait === 0 ? started : await this.jobs.follow(started.id, wait, call);
    return { job, notUploaded };
  }

  /** One that can't be uploaded keeps no other from it. */
  private async upload(files: readonly string[], call: ToolCall) {
    const found: (string | NotUploaded)[] = [];
    const left = [...files.entries()];
    const worker = async () => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        const [at, file] = next;
        found[at] = await this.uploadOne(file, call);
        const done = found.filter((each) => each !== undefined).length;
        call.progress(undefined, `Uploaded ${done} of ${files.length} files`);
      }
    };
    await Promise.all(Array.from({ length: TOGETHER }, worker));
    const ids = found.filter((each) => typeof each === 'string');
    const notUploaded = found.filter((each) => typeof each !== 'string');
    const [first] = notUploaded;
    if (ids.length === 0 && first !== undefined && notUploaded.length === files.length)
      throw new ToolError(first.code, `${first.file.slice(0, 200)}: ${first.message}`, 'Nothing was added.');
    return { ids, notUploaded };
  }

  private async uploadOne(file: string, call: ToolCall): Promise<string | NotUploaded> {
    try {
      return (await this.uploads.upload({ file, purpose: 'assistants' }, call)).id;
    } catch (error) {
      if (!ToolError.is(error) || call.signal.aborted) throw error;
      return { file, code: error.code, message: error.message };
    }
  }
}
