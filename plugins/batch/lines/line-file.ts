import { createHash } from 'node:crypto';
import { setImmediate as tick } from 'node:timers/promises';
import {
  BatchLines,
  Defaults,
  Files,
  type OpenedFile,
  Service,
  type ToolCall,
  ToolError,
} from 'openai-mcp-host/plugin';
import { BatchSettings } from '../batch.settings.js';
import { CheckedLines } from './checked-lines.js';
import { endpointOf } from './endpoints.js';
import { LineFaults } from './line-faults.js';
import type { LineSource } from './line-source.js';
import { Remarks } from './remarks.js';

export const MOST_BYTES = 200_000_000;
const LINES_PER_TURN = 50;

/** What the requests of a batch come to. */
export interface CheckedFile {
  url: string;
  count: number;
  /** Of the bytes that are uploaded. */
  hash: string;
}

interface Wanted {
  url: string | undefined;
  defaults: Record<string, unknown>;
}

/** Makes the file of a batch: each request as the host would send it by itself, one at a time in memory. */
@Service()
export class LineFile {
  constructor(
    private readonly lines: BatchLines,
    private readonly files: Files,
    private readonly settings: BatchSettings,
    private readonly operator: Defaults,
  ) {}

  /** @throws ToolError `BATCH_LINES_INVALID` with every fault, each with its line. */
  async check(source: LineSource, wanted: Wanted, call: ToolCall): Promise<CheckedFile> {
    const hash = createHash('sha256');
    const written = this.written(source, wanted, call, new Remarks(call));
    for (;;) {
      const { done, value } = await written.next();
      if (done) return { ...value, hash: hash.digest('hex') };
      hash.update(value);
    }
  }

  /** Writes what was checked. */
  async write(source: LineSource, wanted: Wanted, call: ToolCall): Promise<OpenedFile> {
    const data = this.written(source, wanted, call);
    const { uri } = await this.files.save('batch requests', { data, mimeType: 'application/jsonl' });
    return this.files.open(uri, { maxBytes: MOST_BYTES });
  }

  private async *written(
    source: LineSource,
    { url, defaults }: Wanted,
    call: ToolCall,
    remarks?: Remarks,
  ): AsyncGenerator<Buffer, Pick<CheckedFile, 'url' | 'count'>> {
    const faults = new LineFaults();
    const checked = new CheckedLines(faults, url, defaults);
    let bytes = 0;
    let number = 0;
    for await (const given of source()) {
      number += 1;
      if (number % LINES_PER_TURN === 0) await tick();
      call.signal.throwIfAborted();
      const line = checked.check(given);
      if (line === undefined) continue;
      const body = { model: endpointOf(line.url)?.model(this.settings, this.operator), ...line.body };
      if (body.model === 'auto') {
        faults.add('model auto is for single requests: name one model for the batch.', given.place);
        continue;
      }
      const fitted = await this.fit({ url: line.url, body }, call);
      if ('fault' in fitted) {
        faults.add(fitted.fault, given.place);
        continue;
      }
      remarks?.add(body, fitted.remarks);
      checked.checkModel(fitted.body.model, given.place);
      const written = Buffer.from(`${JSON.stringify({ ...line, body: fitted.body })}\n`);
      bytes += written.length;
      if (bytes > MOST_BYTES) throw tooLarge();
      yield written;
    }
    if (number === 0) faults.add('There is no request in it.');
    faults.throwIfAny();
    remarks?.tell();
    return { url: checked.url!, count: checked.count };
  }

  private async fit(line: Parameters<BatchLines['fit']>[0], call: ToolCall) {
    try {
      return await this.lines.fit(line, call);
    } catch (error) {
      if (!ToolError.is(error)) throw error;
      return { fault: [error.message, error.hint].filter(Boolean).join(' ') };
    }
  }
}

const tooLarge = () =>
  new ToolError(
    'BATCH_LINES_INVALID',
    `The file of a batch has at most ${MOST_BYTES / 1_000_000} MB, and these requests make more.`,
    'Make several batches of them.',
  );
