import { join } from 'node:path';
import type { LoadedConfig } from '../config/load-config.js';
import type { StoragePlace } from '../storage/open-storage.js';

/** Where the database of a config is. */
export function storagePlaceOf({ config, dataFolder }: LoadedConfig): StoragePlace {
  const { url, synchronous } = config.storage;
  return url === undefined ? { file: join(dataFolder, 'openai-mcp-host.sqlite'), synchronous } : { url };
}
