import { createWriteStream, openAsBlob } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { S3mini } from 's3mini';
import type { FileStoreSection } from '../../config/sections/file-store-section.js';
import { wordOf } from './store-failure.js';
import { tryOften } from './store-tries.js';

/** In one request up to this; beyond, in parts, of which one is in memory at a time. */
const WHOLE_BYTES = 64 * 1024 * 1024;
/** 10,000 parts are allowed: 160 GB. */
const PART_BYTES = 16 * 1024 * 1024;
/** Of one request, with its content. */
const REQUEST_MS = 10 * 60_000;

type Part = Awaited<ReturnType<S3mini['uploadPart']>>;

/** Files in a bucket of S3's kind. */
export class ObjectStore {
  private opened: Promise<S3mini> | undefined;

  constructor(private readonly section: FileStoreSection) {}

  /** @throws ObjectStoreError when it is not taken, after some tries. */
  async put(key: string, path: string, size: number): Promise<void> {
    const store = await this.open();
    const whole = this.keyOf(key);
    if (size <= WHOLE_BYTES) await putWhole(store, whole, path, size);
    else await putInParts(store, whole, path, size);
  }

  /** Writes an object to a new file. False: there is none. */
  async fetch(key: string, path: string): Promise<boolean> {
    const store = await this.open();
    return tryOften(async () => {
      const answer = await store.getObjectResponse(this.keyOf(key));
      if (answer === null) return false;
      if (answer.body === null) throw new Error('The answer has no body.');
      await pipeline(Readable.fromWeb(answer.body as never), createWriteStream(path, { mode: 0o600 }));
      return true;
    });
  }

  /** What is not there is removed already. */
  async remove(key: string): Promise<void> {
    const store = await this.open();
    await tryOften(() => store.deleteObject(this.keyOf(key)));
  }

  private keyOf(key: string): string {
    return `${this.section.prefix ?? ''}${key}`;
  }

  private open(): Promise<S3mini> {
    this.opened ??= import('s3mini').then(({ S3mini }) => {
      const { endpoint, bucket, region, accessKey, secretKey } = this.section;
      return new S3mini({
        endpoint: `${endpoint.replace(/\/$/, '')}/${bucket}`,
        ...{ region, accessKeyId: accessKey, secretAccessKey: secretKey },
        requestAbortTimeout: REQUEST_MS,
        fetch: withoutType,
      });
    });
    return this.opened;
  }
}

/**
 * s3mini does not sign a content type, and S3 wants it signed where it is sent: Ceph refuses the request. Nobody but
 * this server reads the objects, and it knows the type by the name.
 */
const withoutType: typeof fetch = (input, init = {}) => {
  const headers = new Headers(init.headers);
  headers.delete('content-type');
  // Of a text, fetch itself would say a type.
  const body = typeof init.body === 'string' ? Buffer.from(init.body) : init.body;
  return fetch(input, { ...init, headers, ...(body === undefined ? {} : { body }) });
};

async function putWhole(store: S3mini, key: string, path: string, size: number): Promise<void> {
  // Sent from the disk, piece by piece.
  await tryOften(async () =>
    store.putObject(key, await openAsBlob(path), undefined, undefined, undefined, size),
  );
}

async function putInParts(store: S3mini, key: string, path: string, size: number): Promise<void> {
  const upload = await tryOften(() => store.getMultipartUploadId(key));
  const file = await open(path);
  try {
    const parts: Part[] = [];
    const piece = Buffer.alloc(PART_BYTES);
    for (let start = 0; start < size; start += PART_BYTES) {
      const { bytesRead } = await file.read(piece, 0, Math.min(PART_BYTES, size - start), start);
      const part = piece.subarray(0, bytesRead);
      parts.push(await tryOften(() => store.uploadPart(key, upload, part, parts.length + 1)));
    }
    await tryOften(() => complete(store, key, upload, parts, size));
  } catch (error) {
    await store.abortMultipartUpload(key, upload).catch(() => {});
    throw error;
  } finally {
    await file.close();
  }
}

async function complete(
  store: S3mini,
  key: string,
  upload: string,
  parts: Part[],
  size: number,
): Promise<void> {
  try {
    const { etag } = await store.completeMultipartUpload(key, upload, parts);
    // S3 answers 200 before it is done, and then tells of a failure in the content.
    if (etag === undefined) throw new Error('The parts were not put together.');
  } catch (error) {
    // It was done before, and the answer was lost: nobody else writes under this key.
    const isDone = wordOf(error) === 'NoSuchUpload' && (await store.getContentLength(key)) === size;
    if (!isDone) throw error;
  }
}
