import { ApiError, badRequest, missing } from './api-error.js';
import { refuseLines } from './check-lines.js';
import { listPage } from './list-page.js';
import type { WireJson } from './wire-json.js';

const MOST_BYTES = 512 * 1024 * 1024;
export const PURPOSES = ['assistants', 'batch', 'fine-tune', 'vision', 'user_data', 'evals'];
const CLOSED = new Set(['assistants', 'user_data', 'vision']);
const SHORTEST_S = 3600;
const LONGEST_S = 2_592_000;

interface KeptFile {
  facts: WireJson;
  bytes: Buffer;
}

/** A file that is to be kept: one of the sandbox's own, such as the output of a batch, or an upload that is whole. */
export interface NewFile {
  filename: string;
  bytes: Buffer;
  purpose: string;
  /** Of its life; for ever without. */
  seconds?: number | undefined;
}

/** The files that were uploaded, until they are deleted or the sandbox ends. */
export class KeptFiles {
  private readonly kept = new Map<string, KeptFile>();

  /** Keeps what a form uploads, and gives its File object. */
  async keep(form: WireJson): Promise<WireJson> {
    const { file, purpose } = form;
    if (!(file instanceof File)) throw missing('file');
    refusePurpose(purpose, PURPOSES);
    if (file.size === 0) throw badRequest('File is empty.', 'file', 'invalid_file');
    if (file.size > MOST_BYTES)
      throw new ApiError(413, 'The file is larger than 512 MB.', { code: 'file_too_large' });
    const seconds = secondsOf({
      anchor: form['expires_after[anchor]'],
      seconds: form['expires_after[seconds]'],
    });
    const bytes = Buffer.from(await file.arrayBuffer());
    return this.add({ filename: file.name, bytes, purpose, seconds });
  }

  add({ filename, bytes, purpose, seconds }: NewFile): WireJson {
    refuseLines(filename, bytes, purpose);
    const created = Math.floor(Date.now() / 1000);
    const life = seconds ?? (purpose === 'batch' ? LONGEST_S : undefined);
    const facts = {
      id: `file-${crypto.randomUUID().replaceAll('-', '').slice(0, 22)}`,
      object: 'file',
      bytes: bytes.length,
      created_at: created,
      expires_at: life === undefined ? null : created + life,
      filename,
      purpose,
      status: 'processed',
      status_details: null,
    };
    this.kept.set(facts.id, { facts, bytes });
    return facts;
  }

  list(query: URLSearchParams): WireJson {
    const purpose = query.get('purpose');
    const all = [...this.kept.keys()]
      .map((id) => this.alive(id)?.facts)
      .filter((facts) => facts !== undefined);
    const wanted = purpose === null ? all : all.filter((facts) => facts.purpose === purpose);
    return listPage(wanted, query, { most: 10_000, usual: 10_000 });
  }

  retrieve(id: string): WireJson {
    return this.find(id).facts;
  }

  /** The bytes, for the sandbox itself. */
  retrieveContent(id: string): { name: string; bytes: Buffer; purpose: string } {
    const { facts, bytes } = this.find(id);
    return { name: facts.filename, bytes, purpose: facts.purpose };
  }

  /** The bytes, for whoever may have them again. */
  download(id: string): Buffer {
    const { facts, bytes } = this.find(id);
    if (CLOSED.has(facts.purpose))
      throw badRequest(`Not allowed to download files of purpose: ${facts.purpose}`, null);
    return bytes;
  }

  delete(id: string): WireJson {
    this.find(id);
    this.kept.delete(id);
    return { id, object: 'file', deleted: true };
  }

  private find(id: string): KeptFile {
    const found = this.alive(id);
    if (found === undefined) throw new ApiError(404, `No such File object: ${id}`, { param: 'id' });
    return found;
  }

  private alive(id: string): KeptFile | undefined {
    const found = this.kept.get(id);
    if (found === undefined || (found.facts.expires_at ?? Infinity) * 1000 > Date.now()) return found;
    this.kept.delete(id);
    return undefined;
  }
}

export function refusePurpose(purpose: unknown, taken: readonly string[]): void {
  if (purpose === undefined) throw missing('purpose');
  if (!taken.includes(purpose as string))
    throw badRequest(
      `'${purpose}' is not one of ${JSON.stringify(taken)} - 'purpose'`,
      'purpose',
      'invalid_value',
    );
}

/** How long a file is to live, as `expires_after` says. */
export function secondsOf({ anchor, seconds }: WireJson): number | undefined {
  if (anchor === undefined && seconds === undefined) return undefined;
  if (anchor !== 'created_at')
    throw badRequest(
      "Invalid 'expires_after.anchor': expected 'created_at'.",
      'expires_after.anchor',
      'invalid_value',
    );
  const asked = Number(seconds);
  if (!Number.isInteger(asked) || asked < SHORTEST_S || asked > LONGEST_S)
    throw badRequest(
      `Invalid 'expires_after.seconds': expected an integer from ${SHORTEST_S} to ${LONGEST_S}.`,
      'expires_after.seconds',
      'invalid_value',
    );
  return asked;
}
