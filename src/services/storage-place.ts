import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoadedConfig } from '../config/load-config.js';
import type { StoragePlace } from '../storage/open-storage.js';

/** Where the database of a config is. What the stand-in answers is kept in another one: it cost nothing, and is made up. */
export function storagePlaceOf({ config, dataFolder, sandboxed }: LoadedConfig): StoragePlace {
  const { url, synchronous } = config.storage;
  if (sandboxed) return { file: join(dataFolder, 'sandbox.sqlite'), synchronous };
  return url === undefined ? { file: join(dataFolder, 'openai-mcp-host.sqlite'), synchronous } : { url };
}

/** Whether something may have been kept there. */
export async function isThere(place: StoragePlace): Promise<boolean> {
  if (!('file' in place)) return true;
  return access(place.file).then(
    () => true,
    () => false,
  );
}
