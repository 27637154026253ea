import type { LoadedConfig } from '../../config/load-config.js';
import { fault } from '../../contracts/fault.js';
import type { Services } from '../../services/create-services.js';
import { StorageError } from '../../storage/storage-error.js';
import { type Finding, failed } from './finding.js';

/** Whether the database that money is counted in can be opened and written. */
export async function checkStorage({ config }: LoadedConfig, services: Services): Promise<Finding> {
  const name = config.storage.url === undefined ? 'SQLite' : 'PostgreSQL';
  try {
    await services.checkStorage();
    return { state: 'ok', area: 'storage', message: `The ${name} database can be used.` };
  } catch (error) {
    const told = error instanceof StorageError ? fault(error.code, error.message, error.hint) : error;
    return failed('storage', `The ${name} database can't be used.`, told);
  }
}
