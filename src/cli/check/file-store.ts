import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoadedConfig } from '../../config/load-config.js';
import { fault } from '../../contracts/fault.js';
import { ObjectStore } from '../../services/files/object-store.js';
import { ObjectStoreError } from '../../services/files/object-store-error.js';
import { type Finding, failed } from './finding.js';

const TEXT = 'openai-mcp-host check --online';

/** Where files go, if not into a folder; and when asked, whether one comes back from there. */
export async function checkFileStore({ config }: LoadedConfig, online: boolean): Promise<Finding[]> {
  const { store } = config.files;
  if (store === undefined) return [];
  const place = `the bucket ${store.bucket} at ${new URL(store.endpoint).host}`;
  const finding = (message: string): Finding[] => [{ state: 'ok', area: 'files', message }];
  if (!online) return finding(`What tools make goes to ${place} (--online tries it).`);
  try {
    await tryOut(new ObjectStore(store));
    return finding(`What tools make goes to ${place}: a file was written, read and deleted there.`);
  } catch (error) {
    return [failed('files', `What tools make can't go to ${place}.`, inWords(error))];
  }
}

async function tryOut(store: ObjectStore): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'openai-mcp-host-check-'));
  const key = `check-${randomUUID()}.txt`;
  const [sent, got] = [join(folder, 'sent'), join(folder, 'got')];
  try {
    await writeFile(sent, TEXT);
    await store.put(key, sent, TEXT.length);
    const isThere = await store.fetch(key, got);
    await store.remove(key);
    if (!isThere || (await readFile(got, 'utf8')) !== TEXT)
      throw new ObjectStoreError('The object store took a file, and did not give it back.');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const inWords = (error: unknown): unknown =>
  error instanceof ObjectStoreError
    ? fault('OBJECT_STORE_UNUSABLE', error.message, 'Correct files.store in mcp.config.json, or the store.', {
        where: 'files.store',
      })
    : error;
