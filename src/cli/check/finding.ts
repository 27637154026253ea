import type { Fault } from '../../contracts/fault.js';
import { faultsIn } from '../report-failure.js';

/** What one look found: `warning` is good to know and fails nothing. */
export interface Finding {
  state: 'ok' | 'warning' | 'fault';
  area: 'node' | 'config' | 'plugins' | 'models' | 'key' | 'data' | 'storage' | 'files';
  message: string;
  faults?: readonly Fault[];
}

/** A finding of what was thrown. */
export const failed = (area: Finding['area'], message: string, error: unknown): Finding => ({
  state: 'fault',
  area,
  message,
  faults: faultsIn(error),
});
