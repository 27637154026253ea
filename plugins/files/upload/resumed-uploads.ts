import type { FileObject } from 'openai/resources/files';
import {
  Files,
  OpenAIClient,
  type OpenedFile,
  Service,
  type ToolCall,
  ToolError,
} from 'openai-mcp-host/plugin';
import { asked, statusOf } from '../api-errors.js';
import { fingerprintOf, sha256 } from './fingerprint.js';
import { PartedUpload, type Sending } from './parted-upload.js';
import { fitsAtOnce, goesInParts, mostBytes } from './upload-limits.js';
import { UploadProgress } from './upload-progress.js';
import { type Uploading, Uploads } from './uploads.js';

/** Uploads that go on where the last call has ended, by what is in the file. */
@Service()
export class ResumedUploads extends Uploads {
  /** By client and key: the same file is not on its way twice. */
  private readonly going = new Map<string, Promise<FileObject>>();

  constructor(
    private readonly openai: OpenAIClient,
    private readonly files: Files,
    private readonly progress: UploadProgress,
    private readonly parted: PartedUpload,
  ) {
    super();
  }

  async upload(what: Uploading, call: ToolCall): Promise<FileObject> {
    const file = await this.files.open(what.file, { maxBytes: mostBytes(what.purpose), signal: call.signal });
    try {
      return await this.sendAlone(await this.sendingOf(what, file, call), call);
    } finally {
      await file.close();
    }
  }

  private async sendingOf(
    { purpose, filename = '', expires_after: expiresAfter }: Uploading,
    file: OpenedFile,
    call: ToolCall,
  ): Promise<Sending> {
    if (file.size === 0)
      throw new ToolError(
        'FILE_EMPTY',
        'The file is empty; OpenAI takes no empty files.',
        'Name another one.',
      );
    const print = await fingerprintOf(file, call.signal, (read) =>
      call.progress(undefined, `Read ${Math.floor((100 * read) / file.size)} % of the file`),
    );
    const name = filename || file.name;
    const key = sha256(JSON.stringify([file.size, print, name, purpose, expiresAfter ?? null]));
    const mimeType = name.toLowerCase().endsWith('.jsonl') ? 'text/jsonl' : file.mimeType;
    return { key, file, filename: name, mimeType, purpose, expiresAfter, print };
  }

  /** Where another call has it on its way, that one's file will do; only where it fails, it is sent anew. */
  private async sendAlone(sending: Sending, call: ToolCall): Promise<FileObject> {
    const name = `${sending.key} ${call.client.name}`;
    for (let other = this.going.get(name); other !== undefined; other = this.going.get(name)) {
      const file = await other.catch(() => undefined);
      call.signal.throwIfAborted();
      if (file === undefined) continue;
      call.note('Another call has just uploaded this very file; nothing was sent.');
      return file;
    }
    const sent = this.send(sending, call).finally(() => this.going.delete(name));
    this.going.set(name, sent);
    return sent;
  }

  private async send(sending: Sending, call: ToolCall): Promise<FileObject> {
    const known = await this.progress.find(sending.key, call);
    const before = known?.file === undefined ? undefined : await this.there(known.file);
    if (before !== undefined) {
      call.note('OpenAI has this very file from an earlier call; nothing was sent.');
      return before;
    }
    const { purpose, file } = sending;
    const whole = goesInParts(purpose, file.size)
      ? await this.sendInParts(sending, known, call)
      : await this.sendAtOnce(sending);
    await this.progress.keep(sending.key, { file: whole.id, parts: [] }, call);
    return whole;
  }

  private async there(id: string): Promise<FileObject | undefined> {
    try {
      return await this.openai.files.retrieve(id);
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }

  private async sendInParts(
    ...[sending, known, call]: Parameters<PartedUpload['send']>
  ): Promise<FileObject> {
    try {
      return await asked(this.parted.send(sending, known, call));
    } catch (error) {
      const isMissing = ToolError.is(error) && error.code === 'FILES_API_MISSING';
      if (!isMissing || !fitsAtOnce(sending.file.size)) throw error;
      call.note('This provider takes no uploads in parts; the file was sent at once.');
      return this.sendAtOnce(sending);
    }
  }

  private async sendAtOnce({ file, filename, purpose, expiresAfter }: Sending): Promise<FileObject> {
    const { blob } = file;
    const named = filename === blob.name ? blob : new File([blob], filename, { type: blob.type });
    return asked(
      this.openai.files.create({
        ...{ file: named, purpose },
        ...(expiresAfter && { expires_after: expiresAfter }),
      }),
    );
  }
}
