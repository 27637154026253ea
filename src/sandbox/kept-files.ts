import { ApiError, badRequest } from './api-error.js';
import type { WireJson } from './wire-json.js';

const MOST_BYTES = 512 * 1024 * 1024;
const PURPOSES = ['assistants', 'batch', 'fine-tune', 'vision', 'user_data', 'evals'];
const SHORTEST_S = 3600;
const LONGEST_S = 2_592_000;

interface KeptFile {
  facts: WireJson;
  bytes: Buffer;
}

/** The files that were uploaded, until they are deleted or the sandbox ends. */
export class KeptFiles {
  private readonly kept = new Map<string, KeptFile>();

  /** Keeps what a form uploads, and gives its File object. */
  async keep(form: WireJson): Promise<WireJson> {
    const { file, purpose } = form;
    if (!(file instanceof File))
      throw badRequest("Missing required parameter: 'file'.", 'file', 'missing_required_parameter');
    if (!PURPOSES.includes(purpose))
      throw badRequest(
        `'${purpose}' is not one of ${JSON.stringify(PURPOSES)} - 'purpose'`,
        'purpose',
        'invalid_value',
      );
    if (file.size === 0) throw badRequest('File is empty.', 'file', 'invalid_file');
    if (file.size > MOST_BYTES)
      throw new ApiError(413, 'The file is larger than 512 MB.', { code: 'file_too_large' });
    const seconds = secondsOf(form);
    const created = Math.floor(Date.now() / 1000);
    const facts = {
      id: `file-${crypto.randomUUID().replaceAll('-', '').slice(0, 22)}`,
      object: 'file',
      bytes: file.size,
      created_at: created,
      expires_at: seconds === undefined ? null : created + seconds,
      filename: file.name,
      purpose,
      status: 'processed',
      status_details: null,
    };
    this.kept.set(facts.id, { facts, bytes: Buffer.from(await file.arrayBuffer()) });
    return facts;
  }

  has(id: string): boolean {
    return this.kept.has(id);
  }

  list(): WireJson[] {
    return [...this.kept.values()].map(({ facts }) => facts);
  }

  retrieve(id: string): WireJson {
    return this.find(id).facts;
  }

  retrieveContent(id: string): { name: string; bytes: Buffer } {
    const { facts, bytes } = this.find(id);
    return { name: facts.filename, bytes };
  }

  delete(id: string): WireJson {
    this.find(id);
    this.kept.delete(id);
    return { id, object: 'file', deleted: true };
  }

  private find(id: string): KeptFile {
    const found = this.kept.get(id);
    if (found === undefined) throw new ApiError(404, `No such File object: ${id}`, { param: 'id' });
    return found;
  }
}

function secondsOf(form: WireJson): number | undefined {
  const anchor = form['expires_after[anchor]'];
  const seconds = form['expires_after[seconds]'];
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
