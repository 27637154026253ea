import type { Contenders } from './contenders.ts';
import { RpcProcess } from './rpc-process.ts';

/** Starts all of them, lends them out, and ends them. */
export async function withServers<Result>(
  all: Contenders,
  use: (servers: Contenders<RpcProcess>) => Promise<Result>,
): Promise<Result> {
  const servers = {
    ours: new RpcProcess(all.ours),
    plainSdk: new RpcProcess(all.plainSdk),
    floor: new RpcProcess(all.floor),
  };
  try {
    await Promise.all(Object.values(servers).map((server) => server.open()));
    return await use(servers);
  } finally {
    await Promise.all(Object.values(servers).map((server) => server.close()));
  }
}
