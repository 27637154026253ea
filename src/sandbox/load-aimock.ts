import { fault } from '../contracts/fault.js';
import type { Aimock } from './endpoint.js';

/** aimock is an optional dependency: only the sandbox needs it. */
export const loadAimock = async (
  load: () => Promise<Aimock> = () => import('@copilotkit/aimock'),
): Promise<Aimock> => {
  try {
    return await load();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw fault(
      'SANDBOX_MISSING',
      'The sandbox needs the optional package @copilotkit/aimock, which is not installed.',
      'Run: npm install @copilotkit/aimock',
    );
  }
};
