import { createHash } from 'node:crypto';
import { ApiError, badRequest, missing } from './api-error.js';
import { type KeptFiles, refusePurpose, secondsOf } from './kept-files.js';
import type { WireJson } from './wire-json.js';

const PURPOSES = ['assistants', 'batch', 'fine-tune', 'vision'];
const MOST_BYTES = 8 * 1024 ** 3;
const MOST_OF_PART = 64 * 1024 * 1024;
const LIFE_S = 3600;

interface KeptUpload {
  facts: WireJson;
  seconds: number | undefined;
  parts: Map<string, Buffer>;
}

/** Uploads in parts: open for an hour, until they are completed to a file or cancelled. */
export class KeptUploads {
  private readonly kept = new Map<string, KeptUpload>();

  constructor(private readonly files: KeptFiles) {}

  create(body: WireJson): WireJson {
    for (const name of ['filename', 'purpose', 'bytes', 'mime_type'])
      if (body?.[name] === undefined) throw missing(name);
    refusePurpose(body.purpose, PURPOSES);
    const { filename, purpose, bytes } = body;
    if (!Number.isInteger(bytes) || bytes < 1 || bytes > MOST_BYTES)
      throw badRequest(
        `Invalid 'bytes': expected an integer from 1 to ${MOST_BYTES}.`,
        'bytes',
        'invalid_value',
      );
    const created = Math.floor(Date.now() / 1000);
    const facts = {
      id: `upload_${crypto.randomUUID().replaceAll('-', '')}`,
      object: 'upload',
      ...{ bytes, created_at: created, expires_at: created + LIFE_S, filename, purpose },
      status: 'pending',
      file: null,
    };
    this.kept.set(facts.id, { facts, seconds: secondsOf(body.expires_after ?? {}), parts: new Map() });
    return facts;
  }

  async addPart(id: string, form: WireJson): Promise<WireJson> {
    const { facts, parts } = this.pending(id);
    const data = form?.data;
    if (!(data instanceof File)) throw missing('data');
    if (data.size === 0) throw badRequest('The part is empty.', 'data', 'invalid_value');
    if (data.size > MOST_OF_PART)
      throw new ApiError(413, 'A part may have 64 MB at most.', { param: 'data', code: 'part_too_large' });
    const part = {
      id: `part_${crypto.randomUUID().replaceAll('-', '')}`,
      object: 'upload.part',
      created_at: Math.floor(Date.now() / 1000),
      upload_id: facts.id,
    };
    parts.set(part.id, Buffer.from(await data.arrayBuffer()));
    return part;
  }

  complete(id: string, body: WireJson): WireJson {
    const { facts, parts, seconds } = this.pending(id);
    if (!Array.isArray(body?.part_ids)) throw missing('part_ids');
    const bytes = Buffer.concat(
      body.part_ids.map((part: string) => {
        const found = parts.get(part);
        if (found === undefined) throw badRequest(`Part '${part}' not found.`, 'part_ids', 'invalid_value');
        return found;
      }),
    );
    if (bytes.length !== facts.bytes)
      throw badRequest(
        `The parts have ${bytes.length} bytes together, but the upload was to have ${facts.bytes}.`,
        'part_ids',
        'invalid_value',
      );
    if (body.md5 !== undefined && createHash('md5').update(bytes).digest('hex') !== body.md5)
      throw badRequest('The MD5 checksum of the upload does not match.', 'md5', 'invalid_value');
    facts.file = this.files.add({ filename: facts.filename, purpose: facts.purpose, bytes, seconds });
    facts.status = 'completed';
    parts.clear();
    return facts;
  }

  cancel(id: string): WireJson {
    const { facts, parts } = this.pending(id);
    facts.status = 'cancelled';
    parts.clear();
    return facts;
  }

  private pending(id: string): KeptUpload {
    const found = this.kept.get(id);
    if (found === undefined) throw new ApiError(404, `No such Upload object: ${id}`, { param: 'upload_id' });
    const { facts } = found;
    if (facts.status === 'pending' && facts.expires_at * 1000 <= Date.now()) facts.status = 'expired';
    if (facts.status === 'pending') return found;
    throw badRequest(
      `Upload ${id} is ${facts.status}: nothing can be done with it any more.`,
      'upload_id',
      `upload_${facts.status}`,
    );
  }
}
