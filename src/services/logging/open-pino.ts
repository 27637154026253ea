import type { Logger as Pino } from 'pino';
import { humanLine } from './human-line.js';

/** Pino, loaded only now: it is required, not imported, because the first line must be written before anything else runs. */
export function openPino(fd: number, human: boolean): Pino {
  const require = process.getBuiltinModule('node:module').createRequire(import.meta.url);
  const { pino } = require('pino') as typeof import('pino');
  const destination = pino.destination({ fd, sync: true });
  return pino(
    {
      level: 'debug',
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    human ? { write: (line: string) => void destination.write(humanLine(line)) } : destination,
  );
}
