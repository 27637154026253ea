import { loadAimock } from './load-aimock.js';
import { SandboxDoor, type SandboxRequest } from './sandbox-door.js';

export interface Sandbox {
  /** Such as `http://127.0.0.1:49152/v1`; any key will do. */
  baseURL: string;
  stop(): Promise<void>;
  /** The last 200 requests, oldest first. */
  requests(): SandboxRequest[];
}

/** A stand-in for OpenAI's API on loopback: no key, no network, no cost, and the same answer to the same request. */
export const startSandbox = async (options: { port?: number } = {}): Promise<Sandbox> => {
  const aimock = await loadAimock();
  const door = new SandboxDoor(aimock);
  const server = new aimock.LLMock({
    port: options.port ?? 0,
    host: '127.0.0.1',
    logLevel: 'silent',
    journalMaxEntries: 1,
  });
  const url = await server.mount('/v1', door).start();
  return {
    baseURL: `${url}/v1`,
    requests: () => [...door.requests],
    stop: async () => {
      const stopped = server.stop();
      door.closeConnections();
      await stopped;
    },
  };
};
