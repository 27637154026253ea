import type { FileObject } from 'openai/resources/files';
import { OpenAIClient, type OpenedFile, Service, type ToolCall, ToolError } from 'openai-mcp-host/plugin';
import { statusOf } from '../api-errors.js';
import type { Fingerprint } from './fingerprint.js';
import { partOfFile, saysChanged } from './part-of-file.js';
import type { Purpose } from './upload-limits.js';
import { type Progress, UploadProgress } from './upload-progress.js';

/** Parts on their way side by side. */
const IN_FLIGHT = 3;
/** What is left of an upload's hour must do for its end. */
const SPARE_S = 60;

/** What is to be sent, and under which key its progress is kept. */
export interface Sending {
  key: string;
  file: OpenedFile;
  filename: string;
  mimeType: string;
  purpose: Purpose;
  expiresAfter: { anchor: 'created_at'; seconds: number } | undefined;
  print: Fingerprint;
}

type Open = Progress & { upload: NonNullable<Progress['upload']> };

/** Sends large files by OpenAI's Uploads API: in parts, a few at a time, and only those that have not arrived yet. */
@Service()
export class PartedUpload {
  constructor(
    private readonly openai: OpenAIClient,
    private readonly progress: UploadProgress,
  ) {}

  async send(sending: Sending, known: Progress | undefined, call: ToolCall): Promise<FileObject> {
    const begun =
      known?.upload && known.upload.expires - SPARE_S > Date.now() / 1000 ? (known as Open) : undefined;
    if (begun === undefined) {
      if (known?.upload) call.note('The upload that was begun before has expired; it was begun anew.');
      return this.go(sending, await this.begin(sending, call), call);
    }
    const there = begun.parts.filter((part) => part !== null).length;
    call.note(`${there} of ${begun.parts.length} parts had been sent before; only the others were sent.`);
    try {
      return await this.go(sending, begun, call);
    } catch (error) {
      if (!isOver(error)) throw error;
      call.note('OpenAI had closed the upload that was begun before; it was begun anew.');
      return this.go(sending, await this.begin(sending, call), call);
    }
  }

  private async begin(
    { key, file, filename, mimeType, purpose, expiresAfter, print }: Sending,
    call: ToolCall,
  ) {
    const upload = await this.openai.uploads.create({
      ...{ bytes: file.size, filename, mime_type: mimeType, purpose },
      ...(expiresAfter && { expires_after: expiresAfter }),
    });
    const begun: Open = {
      upload: { id: upload.id, created: upload.created_at, expires: upload.expires_at },
      parts: print.parts.map(() => null),
    };
    await this.progress.keep(key, begun, call);
    return begun;
  }

  private async go(sending: Sending, open: Open, call: ToolCall): Promise<FileObject> {
    try {
      await this.sendMissing(sending, open, call);
      return await this.complete(sending, open, call);
    } catch (error) {
      if (saysChanged(error) || isOver(error)) await this.giveUp(sending, open, call);
      throw isOver(error) && open.upload.expires <= Date.now() / 1000 ? expired(error) : error;
    }
  }

  /** Where one part fails, those on their way still arrive. */
  private async sendMissing(sending: Sending, open: Open, call: ToolCall): Promise<void> {
    const missing = open.parts.flatMap((part, number) => (part === null ? [number] : []));
    let keeping = Promise.resolve();
    const keep = () => {
      // One after the other, so that no older state comes last.
      keeping = keeping.catch(() => {}).then(() => this.progress.keep(sending.key, open, call));
      return keeping;
    };
    const worker = async () => {
      for (let number = missing.shift(); number !== undefined; number = missing.shift()) {
        open.parts[number] = await this.sendPart(sending, open.upload.id, number);
        // Before anybody hears of it: what is told as sent is never sent again.
        await keep();
        const done = open.parts.filter((each) => each !== null).length;
        call.progress(done / open.parts.length, `Sent ${done} of ${open.parts.length} parts`);
      }
    };
    const workers = Array.from({ length: IN_FLIGHT }, () =>
      worker().catch((error: unknown) => {
        missing.length = 0;
        throw error;
      }),
    );
    const failed = (await Promise.allSettled(workers)).find((each) => each.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  private async sendPart({ file, print }: Sending, upload: string, number: number): Promise<string> {
    const data = await partOfFile(file, number, print.parts[number]!);
    return (await this.openai.uploads.parts.create(upload, { data })).id;
  }

  private async complete(
    { print, filename, purpose, file }: Sending,
    open: Open,
    call: ToolCall,
  ): Promise<FileObject> {
    try {
      const { id } = open.upload;
      const whole = await this.openai.uploads.complete(id, {
        part_ids: open.parts as string[],
        md5: print.md5,
      });
      if (whole.file) return whole.file;
      throw new ToolError(
        'UPSTREAM_INVALID_RESPONSE',
        'OpenAI completed the upload, but named no file.',
        'Try again.',
      );
    } catch (error) {
      if (statusOf(error) !== 400) throw error;
      const found = await this.completedBefore(filename, purpose, file.size, open);
      if (found === undefined) throw error;
      call.note('The upload had been completed before.');
      return found;
    }
  }

  /** The file of an upload whose completion was not heard of: the only one of its name, size and hour. */
  private async completedBefore(filename: string, purpose: Purpose, bytes: number, { upload }: Open) {
    const { data } = await this.openai.files.list({ purpose, limit: 1000 });
    const fitting = data.filter(
      (each) =>
        each.filename === filename &&
        each.bytes === bytes &&
        each.created_at >= upload.created &&
        each.created_at <= upload.expires,
    );
    return fitting.length === 1 ? fitting[0] : undefined;
  }

  /** Nothing half-sent is left behind. */
  private async giveUp({ key }: Sending, { upload }: Open, call: ToolCall): Promise<void> {
    await this.progress.forget(key, call);
    await this.openai.uploads.cancel(upload.id).catch(() => {});
  }
}

/** Whether OpenAI takes nothing more for an upload: it has expired, is cancelled, or is not there. */
const isOver = (error: unknown): boolean => [400, 404, 409, 410].includes(statusOf(error) ?? 0);

const expired = (cause: unknown) =>
  new ToolError(
    'UPLOAD_EXPIRED',
    'OpenAI keeps an upload open for an hour, and the file had not arrived by then.',
    'Send a smaller file, or over a faster line.',
    { cause },
  );
