import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RpcProcess } from './rpc-process.ts';

/** A server that is measured. */
export interface Contender {
  title: string;
  args: string[];
  env: Record<string, string | undefined>;
}

/** One value for each server that is measured. */
export interface Contenders<Value = Contender> {
  ours: Value;
  plainSdk: Value;
  floor: Value;
}

export interface ToolList {
  tools: { name: string }[];
}

/** Where the servers run: a folder of this run's own, and the stand-in for OpenAI. */
export interface Ground {
  folder: string;
  baseUrl: string;
}

const path = (file: string) => join(import.meta.dirname, file);

export function ourServer(ground: Ground, name: string, config: object): Contender {
  const file = join(ground.folder, `${name}.config.json`);
  writeFileSync(file, JSON.stringify(config));
  return {
    title: 'ours',
    args: [path('../dist/bin.js'), 'serve', '--config', file],
    env: environment(ground),
  };
}

/** Ours with a config, and the two others with the tool list that ours serves under it. */
export async function contenders(ground: Ground, name: string, config: object) {
  const ours = ourServer(ground, name, config);
  const list = await listTools(ours);
  const file = join(ground.folder, `${name}.tools.json`);
  writeFileSync(file, JSON.stringify(list));
  const other = (title: string, script: string): Contender => ({
    title,
    args: [path(`servers/${script}`), file],
    env: environment(ground),
  });
  const all: Contenders = {
    ours,
    plainSdk: other('plain SDK', 'plain-sdk.js'),
    floor: other('floor', 'floor.js'),
  };
  return { all, list };
}

async function listTools(contender: Contender): Promise<ToolList> {
  const server = new RpcProcess(contender);
  try {
    await server.open();
    return (await server.request('tools/list', {})) as ToolList;
  } finally {
    await server.close();
  }
}

/** Made anew, so that nothing set on this machine decides the figures; TMPDIR holds Node's compile cache. */
const environment = ({ folder, baseUrl }: Ground): Contender['env'] => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  SystemRoot: process.env.SystemRoot,
  TMPDIR: folder,
  TEMP: folder,
  OPENAI_API_KEY: 'sk-bench',
  OPENAI_BASE_URL: baseUrl,
  OPENAI_MCP_DATA_DIR: join(folder, 'data'),
});
