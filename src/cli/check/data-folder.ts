import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fault } from '../../contracts/fault.js';
import { type Finding, failed } from './finding.js';

/** Whether what must be remembered can be written. */
export async function checkDataFolder(folder: string): Promise<Finding> {
  const probe = join(folder, `.check-${randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(probe, '');
    await rm(probe);
    return { state: 'ok', area: 'data', message: `The data folder ${folder} can be written.` };
  } catch (error) {
    const reason = fault(
      'DATA_FOLDER_UNWRITABLE',
      (error as Error).message,
      'Make it writable, or name another in OPENAI_MCP_DATA_DIR.',
      { where: folder },
    );
    return failed('data', "The data folder can't be written.", reason);
  }
}
