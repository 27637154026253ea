import { createWriteStream, openAsBlob } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { S3mini } from 's3mini';
import type { FileStoreSection } from '../../config/sections/file-store-section.js';
import { ObjectStoreError } from './object-store-error.js';

/** In one request up to this; beyond, in parts, of which one is in memory at a time. */
const WHOLE_BYTES = 64 * 1024 * 1024;
/** 10,000 parts are allowed: 160 GB. */
const PART_BYTES = 16 * 1024 * 1024;
const PAUSES_MS = [200, 1000, 3000];
/** Of one request, with its content. */
const REQUEST_MS = 10 * 60_000;

/** Files in a bucket of S3's kind. */
export class ObjectStore {
  private opened: Promise<S3mini> | undefined;

  constructor(private readonly section: FileStoreSection) {}

  /** @throws ObjectStoreError when it is not taken, after some tries. */
  async put(key: string, path: string, size: number, mimeType: string): Promise<void> {
    const store = await this.open();
    const whole = this.keyOf(key);
    await this.trying(() =>
      size <= WHOLE_BYTES
        ? putWhole(store, whole, path, mimeType, size)
        : putInParts(store, whole, path, mimeType, size),
    );
  }

  /** Writes an object to a new file. False: there is none. */
  async fetch(key: string, path: string): Promise<boolean> {
    const store = await this.open();
    return this.trying(async () => {
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
    await this.trying(() => store.deleteObject(this.keyOf(key)));
  }

  private keyOf(key: string): string {
    return `${this.section.prefix ?? ''}${key}`;
  }

  private async trying<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries++) {
      try {
        return await work();
      } catch (error) {
        const wait = PAUSES_MS[tries];
        if (wait === undefined || !mayPass(error)) throw failureOf(error);
        await pause(wait);
      }
    }
  }

  private open(): Promise<S3mini> {
    this.opened ??= import('s3mini').then(({ S3mini }) => {
      const { endpoint, bucket, region, accessKey, secretKey } = this.section;
      return new S3mini({
        endpoint: `${endpoint.replace(/\/$/, '')}/${bucket}`,
        ...{ region, accessKeyId: accessKey, secretAccessKey: secretKey },
        requestAbortTimeout: REQUEST_MS,
      });
    });
    return this.opened;
  }
}

async function putWhole(
  store: S3mini,
  key: string,
  path: string,
  mimeType: string,
  size: number,
): Promise<void> {
  // Sent from the disk, piece by piece.
  await store.putObject(key, await openAsBlob(path), mimeType, undefined, undefined, size);
}

async function putInParts(
  store: S3mini,
  key: string,
  path: string,
  mimeType: string,
  size: number,
): Promise<void> {
  const upload = await store.getMultipartUploadId(key, mimeType);
  const file = await open(path);
  try {
    const parts: Awaited<ReturnType<S3mini['uploadPart']>>[] = [];
    const piece = Buffer.alloc(PART_BYTES);
    for (let start = 0; start < size; start += PART_BYTES) {
      const { bytesRead } = await file.read(piece, 0, Math.min(PART_BYTES, size - start), start);
      parts.push(await store.uploadPart(key, upload, piece.subarray(0, bytesRead), parts.length + 1));
    }
    await store.completeMultipartUpload(key, upload, parts);
  } catch (error) {
    await store.abortMultipartUpload(key, upload).catch(() => {});
    throw error;
  } finally {
    await file.close();
  }
}

const statusOf = (error: unknown): unknown => (error as { status?: unknown }).status;

/** Not where it refuses, or where our own disk does. */
function mayPass(error: unknown): boolean {
  const status = statusOf(error);
  if (typeof status === 'number' && status > 0) return status === 408 || status === 429 || status >= 500;
  return !/^E(NOSPC|DQUOT|ROFS|ACCES|PERM|NOENT)$/.test(String(Reflect.get(error as Error, 'code')));
}

/** Without the store's own words, which may name keys. */
function failureOf(error: unknown): unknown {
  const code = String(Reflect.get(error as Error, 'code'));
  if (/^E(NOSPC|DQUOT|ROFS|ACCES|PERM)$/.test(code)) return error;
  const status = statusOf(error);
  const what = typeof status === 'number' && status > 0 ? `HTTP ${status}` : (error as Error).name;
  return new ObjectStoreError(`The object store answers ${what}.`, { cause: error });
}
