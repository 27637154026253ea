import { fork } from 'node:child_process';
import { once } from 'node:events';

export interface Upstream {
  baseUrl: string;
  takeOverAnAnswer(ms: number): Promise<void>;
  stop(): void;
}

export async function startUpstream(): Promise<Upstream> {
  const child = fork(new URL('./upstream.ts', import.meta.url));
  const [port] = await once(child, 'message');
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    takeOverAnAnswer: async (ms) => {
      const set = once(child, 'message');
      child.send(ms);
      await set;
    },
    stop: () => child.disconnect(),
  };
}
