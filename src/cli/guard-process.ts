import { maskSecrets } from '../config/mask-secrets.js';
import { remark } from './print.js';

/** A plugin's stray error is logged and ends nothing; a reader that has gone ends the process. */
export function guardProcess(): void {
  process.on('uncaughtException', (error: NodeJS.ErrnoException) => {
    if (error?.code === 'EPIPE') process.exit(0);
    logStray('An error that nobody caught', error);
  });
  process.on('unhandledRejection', (reason) => logStray('A rejection that nobody handled', reason));
}

function logStray(what: string, error: unknown): void {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  remark(maskSecrets(`${what}: ${detail}`));
}
