import { fault } from '../../contracts/fault.js';
import { print, printed } from '../print.js';

export interface SandboxFlags {
  port: number;
}

/** Has the stand-in serve by itself, until a signal comes: for several servers that share it, or any client of OpenAI's API. */
export async function sandbox({ port }: SandboxFlags): Promise<number> {
  const { startSandbox } = await import('../../sandbox/start-sandbox.js');
  const { baseURL, stop } = await startSandbox({ port }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE'
      ? fault(
          'HTTP_NOT_LISTENING',
          `127.0.0.1:${port} can't be listened at (EADDRINUSE).`,
          'Choose another with --port.',
        )
      : error;
  });
  print(`The stand-in for OpenAI answers at ${baseURL}, with any key.`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, resolve);
  });
  await stop();
  await printed();
  return 0;
}
