import type { BatchFiles, BatchResult } from '../../plugin-api/batch-lines.js';
import type { Files, StoredFile } from '../../plugin-api/files.js';
import type { OpenAIClient } from '../../plugin-api/openai-client.js';
import type { TemporaryFiles } from '../files/temporary-files.js';
import { IndexedAnswers } from './indexed-answers.js';
import { linesOf } from './lines-of.js';

type Json = Record<string, unknown>;

export interface JoinedResultsParts {
  client: () => Promise<OpenAIClient>;
  files: () => Promise<Files>;
  temporary: TemporaryFiles;
}

const UNDONE = { code: 'not_done', message: 'The batch ended before this request was done.' };

/** The requests of a batch with their answers, in the order of the requests, as a file that a tool made. */
export class JoinedResults {
  constructor(private readonly parts: JoinedResultsParts) {}

  async save(batch: BatchFiles): Promise<StoredFile> {
    const files = await this.parts.files();
    const copy = await this.parts.temporary.create();
    try {
      const answers = new IndexedAnswers(copy.handle);
      for (const id of [batch.output_file_id, batch.error_file_id])
        for await (const output of this.content(id)) await answers.add(output);
      return await files.save(`${batch.id} results`, {
        data: this.joined(batch, answers),
        mimeType: 'application/jsonl',
      });
    } finally {
      await copy.remove();
    }
  }

  private async *joined(batch: BatchFiles, answers: IndexedAnswers): AsyncGenerator<Uint8Array> {
    let hasInput = false;
    for await (const input of this.content(batch.input_file_id)) {
      hasInput = true;
      for await (const line of linesOf(input)) {
        if (line.trim() === '') continue;
        const { custom_id: id, body } = JSON.parse(line) as { custom_id: string; body?: Json };
        yield lineOf(resultOf(id, body ?? null, await answers.find(id)));
      }
    }
    if (hasInput) return;
    for (const id of answers.ids) yield lineOf(resultOf(id, null, await answers.find(id)));
  }

  /** The content of a file, unless there is none, or it is gone. */
  private async *content(id: string | undefined | null): AsyncGenerator<AsyncIterable<Uint8Array>> {
    if (!id) return;
    const openai = await this.parts.client();
    try {
      const { body } = await openai.files.content(id);
      if (body !== null) yield body;
    } catch (error) {
      if ((error as { status?: number }).status !== 404) throw error;
    }
  }
}

const lineOf = (result: BatchResult): Buffer => Buffer.from(`${JSON.stringify(result)}\n`);

function resultOf(id: string, request: Json | null, answer: Json | undefined): BatchResult {
  const { status_code: status = null, body = null } = (answer?.response ?? {}) as {
    status_code?: number;
    body?: Json | null;
  };
  const isGood = status !== null && status < 400;
  const told = (answer?.error ?? body?.error) as BatchResult['error'] | undefined;
  return {
    custom_id: id,
    status,
    response: isGood ? body : null,
    error: isGood ? null : told ? { code: told.code ?? null, message: told.message } : UNDONE,
    request,
  };
}
